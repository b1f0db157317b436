/// The path of a file in a tree: relative, `/` between its components, bytes and not Unicode, and safe to write to:
/// one that could leave the tree or reach a repository's own files cannot be made.
public struct TreePath: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    public let bytes: [UInt8]

    /// - Throws: `PathProblem`, when the path is not safe.
    public init(_ bytes: some Sequence<UInt8>) throws(PathProblem) {
        self.bytes = Array(bytes)
        if let problem = PathProblem(path: self.bytes) { throw problem }
    }

    public init(_ text: String) throws(PathProblem) { try self.init(text.utf8) }

    private init(trusted bytes: [UInt8]) { self.bytes = bytes }

    /// One that was a path before, out of what nobody else can have written.
    public init(known bytes: [UInt8]) { self.init(trusted: bytes) }

    /// For messages and file systems; bytes that are not UTF-8 show as the replacement character.
    public var description: String { bytes.text }

    public var name: Bytes { bytes[(lastSlash.map { $0 + 1 } ?? 0)...] }

    /// The folder that holds this; nil at the top.
    public var parent: TreePath? { lastSlash.map { TreePath(trusted: Array(bytes[..<$0])) } }

    /// The folders on the way here, the outermost first.
    public var ancestors: [TreePath] {
        bytes.indices.filter { bytes[$0] == ASCII.slash }.map { TreePath(trusted: Array(bytes[..<$0])) }
    }

    public func isInside(_ folder: TreePath) -> Bool {
        bytes.count > folder.bytes.count && bytes[folder.bytes.count] == ASCII.slash && bytes.starts(with: folder.bytes)
    }

    private var lastSlash: Int? { bytes.lastIndex(of: ASCII.slash) }

    public static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
