/// What a patch does to one file.
public struct FileChange: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case modify, create, delete, rename, copy
    }

    public struct Names: Hashable, Sendable {
        public let old: TreePath
        public let new: TreePath
    }

    public enum Content: Hashable, Sendable {
        /// No hunk: the content stays as it is (a mode change, a pure rename) or is empty (an empty file).
        case text([Hunk])
        case binary(BinaryChange)
    }

    public var kind: Kind
    /// Nil when the file is created.
    public var oldPath: TreePath?
    /// Nil when the file is deleted.
    public var newPath: TreePath?
    /// Names of a plain diff in whose lines blanks stand, and no tab that would end a name: the line as a whole, then
    /// its first word. The first spelling under which there is a file counts; without one, the paths above do.
    public var spellings: [Names] = []
    /// As far as the patch states them.
    public var oldMode: FileMode?
    public var newMode: FileMode?
    /// Blob ids of the `index` line, in hexadecimal, maybe abbreviated.
    public var oldBlob: String?
    public var newBlob: String?
    public var content: Content
    /// Whether the section has a `diff --git` line. Without one, an empty old side may mean that the file is new.
    public var isGit: Bool
    /// 1-based line in the patch file at which the section starts.
    public var sourceLine: Int

    public init(
        kind: Kind, oldPath: TreePath?, newPath: TreePath?, oldMode: FileMode? = nil, newMode: FileMode? = nil,
        oldBlob: String? = nil, newBlob: String? = nil, content: Content = .text([]), isGit: Bool = true,
        sourceLine: Int = 0
    ) {
        self.kind = kind
        self.oldPath = oldPath
        self.newPath = newPath
        self.oldMode = oldMode
        self.newMode = newMode
        self.oldBlob = oldBlob
        self.newBlob = newBlob
        self.content = content
        self.isGit = isGit
        self.sourceLine = sourceLine
    }

    /// The path to name the file by: the new one, or of a deleted file the old one.
    public var path: TreePath {
        guard let path = newPath ?? oldPath else { preconditionFailure("a change of no file") }
        return path
    }

    /// Every path that the change may be of.
    public var paths: Set<TreePath> {
        Set([oldPath, newPath].compactMap(\.self) + spellings.flatMap { [$0.old, $0.new] })
    }

    public var hunks: [Hunk] {
        if case .text(let hunks) = content { hunks } else { [] }
    }

    public var isBinary: Bool {
        if case .binary = content { true } else { false }
    }

    public var insertions: Int { hunks.reduce(0) { $0 + $1.insertions } }
    public var deletions: Int { hunks.reduce(0) { $0 + $1.deletions } }
}

/// The data of a `GIT binary patch` section, still compressed.
public struct BinaryChange: Hashable, Sendable {
    public struct Data: Hashable, Sendable {
        public enum Encoding: Hashable, Sendable {
            case literal, delta
        }

        public let encoding: Encoding
        /// Size once inflated, as the patch states it, in bytes.
        public let size: Int
        /// A zlib stream.
        public let deflated: [UInt8]

        public init(encoding: Encoding, size: Int, deflated: [UInt8]) {
            self.encoding = encoding
            self.size = size
            self.deflated = deflated
        }
    }

    public let forward: Data
    /// For taking the change back, where the patch has it.
    public let backward: Data?

    public init(forward: Data, backward: Data?) {
        self.forward = forward
        self.backward = backward
    }
}
