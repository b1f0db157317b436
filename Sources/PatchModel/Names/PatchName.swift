/// A patch's name within its series: the file's name without `.patch` or `.diff`.
public struct PatchName: Hashable, Codable, Sendable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) { self.text = text }

    /// The name for a patch's file: its last path component without the endings that patch files carry.
    public init(file: String) {
        self.init(path: file.split(separator: "/").last.map(String.init) ?? file)
    }

    /// The name for a patch of a quilt series, where names are paths: likewise, but with the folders.
    public init(path: String) {
        var name = path
        for ending in Self.compressed + [".patch", ".diff", ".eml", ".mbox"]
        where name.hasSuffix(ending) && name.count > ending.count && name.dropLast(ending.count).last != "/" {
            name.removeLast(ending.count)
        }
        text = name
    }

    /// The endings of files that are read as what they hold.
    static let compressed = [".gz", ".xz", ".bz2", ".lzma"]

    public var description: String { text }

    /// The subject of a patch without one: the name without its folders, and without a number in front.
    var subject: String {
        let last = text.split(separator: "/").last ?? text[...]
        let rest = last.drop { $0 == "-" || ("0"..."9").contains($0) }
        return String(rest.isEmpty ? last : rest)
    }
}

/// The word in a patch's `Feature:` trailer, by which a build learns what its stage claims.
public struct FeatureFlag: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Nil where the word is not a flag: letters, digits, `-`, `_` and `.`, beginning with a letter.
    public init?(_ text: String) {
        let allowed = text.utf8.allSatisfy {
            ASCII.isLetter($0) || ASCII.isDigit($0) || [0x2d, 0x5f, 0x2e].contains($0)
        }
        guard let first = text.utf8.first, ASCII.isLetter(first), allowed else { return nil }
        self.text = text
    }

    public var description: String { text }
}
