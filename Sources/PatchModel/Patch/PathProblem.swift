/// Why a path is not safe to write to.
public enum PathProblem: Error, Hashable, Sendable {
    case empty
    case absolute
    /// A component `..` or `.`.
    case leavesTree
    /// Two slashes in a row, or one at the end.
    case emptyComponent
    /// `.git` in a spelling that some file system takes for it.
    case repositoryFolder
    case lineBreak
    case nul
    /// Embeddings, overrides and isolates of Unicode's bidirectional algorithm: the name reads otherwise than it is.
    /// Only of a patch, and there unless it is allowed.
    case bidirectionalText
    /// A component longer than 255 bytes or a path longer than 4095, Linux's limits.
    case tooLong

    init?(path: [UInt8]) {
        guard let problem = Self.find(in: path) else { return nil }
        self = problem
    }

    private static func find(in path: [UInt8]) -> PathProblem? {
        if path.isEmpty { return .empty }
        if path[0] == ASCII.slash { return .absolute }
        if path.count > 4095 { return .tooLong }
        if path.contains(0) { return .nul }
        if path.contains(ASCII.newline) || path.contains(ASCII.carriageReturn) { return .lineBreak }
        for component in path.split(separator: ASCII.slash, omittingEmptySubsequences: false) {
            if component.isEmpty { return .emptyComponent }
            if component.equals(".") || component.equals("..") { return .leavesTree }
            if component.count > 255 { return .tooLong }
            if spellsRepositoryFolder(component) { return .repositoryFolder }
        }
        return nil
    }

    /// Git's rule: `.git` without regard to case; NTFS's short name `git~1`, trailing dots and spaces, streams after a
    /// colon, and backslash as a separator; HFS+'s code points that it ignores in names.
    private static func spellsRepositoryFolder(_ component: Bytes) -> Bool {
        let visible = withoutIgnoredCodePoints(component)
        return visible.split(separator: ASCII.backslash).contains { part in
            let name = part.prefix { $0 != ASCII.colon }.reversed().drop { $0 == 0x2e || $0 == ASCII.space }.reversed()
            let lowercased = name.map(ASCII.lowercased)
            return lowercased.elementsEqual(".git".utf8) || lowercased.elementsEqual("git~1".utf8)
        }
    }

    /// U+200C to U+200F, U+202A to U+202E, U+206A to U+206F and U+FEFF, in UTF-8.
    private static func withoutIgnoredCodePoints(_ component: Bytes) -> [UInt8] {
        guard component.contains(where: { $0 >= 0x80 }) else { return Array(component) }
        return String(decoding: component, as: UTF8.self).unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x200c...0x200f, 0x202a...0x202e, 0x206a...0x206f, 0xfeff: false
            default: true
            }
        }.flatMap { Array(String($0).utf8) }
    }
}
