import Glibc
import PatchModel

/// `FNM_CASEFOLD`, which glibc declares for GNU programs alone.
private let foldsCase: Int32 = 1 << 4

/// One of the patterns of a pathspec: a file, all in a folder, or what a pattern matches.
struct PathPattern: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// `*` and `?` stand for slashes, too.
        case plain
        /// They do not, and `**` stands for any folders.
        case glob
        case literal
    }

    private let bytes: [UInt8]
    private let kind: Kind
    private let ignoresCase: Bool
    /// So many bytes in front are those of the folder in which it was named, and no pattern.
    private let fixed: Int

    init(_ bytes: [UInt8], kind: Kind = .plain, ignoresCase: Bool = false, fixed: Int = 0) {
        (self.bytes, self.kind, self.ignoresCase, self.fixed) = (bytes, kind, ignoresCase, fixed)
    }

    var matchesAll: Bool { bytes.isEmpty }

    var text: String { "\(kind) \(ignoresCase) \(fixed) \(bytes.count) \(String(decoding: bytes, as: UTF8.self))" }

    func matches(_ path: [UInt8]) -> Bool {
        guard path.starts(with: bytes.prefix(fixed)) else { return false }
        if names(path) { return true }
        let (pattern, rest) = (bytes.dropFirst(fixed), path.dropFirst(fixed))
        guard kind != .literal, pattern.contains(where: { "*?[\\".utf8.contains($0) }) else { return false }
        guard kind == .glob else { return matches(pattern, rest, 0) }
        let parts = { (text: ArraySlice<UInt8>) in text.split(separator: 0x2f, omittingEmptySubsequences: false) }
        return matches(parts(pattern)[...], parts(rest)[...])
    }

    /// Whether a path is that, or in the folder of that name.
    private func names(_ path: [UInt8]) -> Bool {
        guard path.count >= bytes.count, zip(bytes, path).allSatisfy({ folded($0) == folded($1) }) else { return false }
        return bytes.isEmpty || bytes.last == 0x2f || path.count == bytes.count || path[bytes.count] == 0x2f
    }

    private func folded(_ byte: UInt8) -> UInt8 { ignoresCase && (0x41...0x5a).contains(byte) ? byte | 0x20 : byte }

    /// The same of names between slashes.
    private func matches(_ pattern: ArraySlice<ArraySlice<UInt8>>, _ path: ArraySlice<ArraySlice<UInt8>>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        let rest = pattern.dropFirst()
        if first.elementsEqual("**".utf8) {
            // At the end it is what is in a folder; else any folders, or none.
            if rest.isEmpty { return !path.isEmpty }
            return path.indices.contains { matches(rest, path[$0...]) }
        }
        guard let name = path.first, matches(first, name, FNM_PATHNAME) else { return false }
        return matches(rest, path.dropFirst())
    }

    private func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>, _ flags: Int32) -> Bool {
        DiskPath(bytes: Array(pattern)).withCString { pattern in
            DiskPath(bytes: Array(text)).withCString { text in
                fnmatch(pattern, text, flags | (ignoresCase ? foldsCase : 0)) == 0
            }
        }
    }
}

extension PathPattern {
    /// What stands in front of a pattern.
    private struct Magic {
        var isTop = false
        var isExcluded = false
        var ignoresCase = false
        var kind = Kind.plain

        /// - Returns: whether there is such a word.
        mutating func take(_ word: Substring) -> Bool {
            switch word {
            case "": break
            case "top": isTop = true
            case "exclude": isExcluded = true
            case "icase": ignoresCase = true
            case "glob" where kind != .literal: kind = .glob
            case "literal" where kind != .glob: kind = .literal
            default: return false
            }
            return true
        }

        /// - Returns: what stands behind; nil for what is not understood.
        mutating func read(_ text: String) -> Substring? {
            if text.hasPrefix(":(") {
                guard let end = text.firstIndex(of: ")") else { return nil }
                let words = text[..<end].dropFirst(2).split(separator: ",", omittingEmptySubsequences: false)
                for word in words where !take(word) { return nil }
                return text[text.index(after: end)...]
            }
            guard text.hasPrefix(":") else { return text[...] }
            var rest = text.dropFirst()
            while let sign = rest.first, "/!^".contains(sign) {
                if sign == "/" { isTop = true } else { isExcluded = true }
                rest = rest.dropFirst()
            }
            if rest.first == ":" { return rest.dropFirst() }
            // Signs that may come to mean something.
            return rest.first.map { "-\"#%&',;<=>@_`~".contains($0) } ?? false ? nil : rest
        }
    }

    /// - Throws: `GitStoreError.unsafePath`, `.badPathspec`
    static func read(_ word: String, in folder: String) throws(GitStoreError) -> (PathPattern, isExcluded: Bool) {
        var magic = Magic()
        guard let path = magic.read(word) else { throw .badPathspec(word) }
        if !magic.isTop, path.hasPrefix("/") { throw .unsafePath(word, .absolute) }
        var components = magic.isTop ? [] : folder.split(separator: "/")
        var fixed = components.count
        for component in path.split(separator: "/") where component != "." {
            if component != ".." {
                components.append(component)
            } else if components.popLast() == nil {
                throw .unsafePath(word, .leavesTree)
            }
            fixed = min(fixed, components.count)
        }
        let isFolder = path.hasSuffix("/") && !components.isEmpty
        let bytes = Array((components.joined(separator: "/") + (isFolder ? "/" : "")).utf8)
        // With the slash behind the folder, unless nothing is behind that.
        let length = components.prefix(fixed).joined(separator: "/").utf8.count
        let pattern = PathPattern(
            bytes, kind: magic.kind, ignoresCase: magic.ignoresCase,
            fixed: fixed > 0 && length < bytes.count ? length + 1 : length)
        if !bytes.isEmpty { _ = try TreePath(stored: isFolder ? Array(bytes.dropLast()) : bytes) }
        return (pattern, magic.isExcluded)
    }
}
