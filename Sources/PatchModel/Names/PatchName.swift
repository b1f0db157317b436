/// A patch's name within its series: the file's name without `.patch` or `.diff`.
public struct PatchName: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) { self.text = text }

    /// The name for a patch's file: its last path component without the endings that patch files carry.
    public init(file: String) {
        var name = file.split(separator: "/").last.map(String.init) ?? file
        for ending in [".gz", ".xz", ".bz2", ".patch", ".diff", ".eml", ".mbox"]
        where name.hasSuffix(ending) && name.count > ending.count {
            name.removeLast(ending.count)
        }
        text = name
    }

    public var description: String { text }
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
