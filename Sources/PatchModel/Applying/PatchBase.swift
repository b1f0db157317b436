/// What stands at a path of the tree that a patch is applied to.
public enum BaseEntry: Sendable {
    case missing
    case folder
    /// The content of a submodule is the text that names its commit.
    case file(FileMode, [UInt8])
    /// A component on the way is not a folder, but of this mode.
    case blocked(by: TreePath, FileMode)
}

/// The tree that a patch is applied to.
public protocol PatchBase {
    func entry(at path: TreePath) throws -> BaseEntry
    /// All files below a folder.
    func files(inside folder: TreePath) throws -> [TreePath]
    /// Git's id of these bytes as a blob, in hexadecimal.
    func blobID(of bytes: [UInt8]) throws -> String
}

/// What a patch makes of one path.
public struct FileEdit: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case removed
        case file(FileMode, [UInt8])
    }

    public let path: TreePath
    public let content: Content

    public init(path: TreePath, content: Content) {
        self.path = path
        self.content = content
    }
}

/// How the hunks of one file section went in.
public struct FileReport: Hashable, Sendable {
    public let path: TreePath
    public let placements: [HunkPlacement]
}

/// Why a patch is not applied. Nothing has been changed then.
public struct PatchFailure: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        case hunk(HunkFailure)
        case fileMissing
        case fileExists
        /// The file's content is not what the deletion or the binary change expects.
        case contentDiffers
        /// Damaged binary data, or beyond the limit.
        case badBinaryData
        /// A binary change must say in full which content it fits.
        case binaryWithoutIndex
        /// A component on the way is a symbolic link.
        case throughLink(TreePath)
        /// A component on the way is a file.
        case underFile(TreePath)
        /// A component on the way is a commit of another repository.
        case insideSubmodule(TreePath)
        case folderInTheWay
        /// The patch says one type of file and the tree has another.
        case wrongType(expected: FileMode?, found: FileMode)
        /// Sections of the patch disagree on what becomes of the file.
        case touchedTwice
        /// A plain diff names two files, and not just one of them exists.
        case ambiguousName(TreePath, TreePath)
    }

    public let path: TreePath
    /// Line in the patch file at which the section starts.
    public let sourceLine: Int
    public let reason: Reason

    /// Whether the patch is dangerous or unclear in itself, rather than made for another state of the tree.
    public var isRefusal: Bool {
        switch reason {
        case .fileMissing, .contentDiffers: false
        case .hunk(let failure):
            switch failure.reason {
            case .notFound, .noContext, .alreadyApplied: false
            case .ambiguous, .overlapsPreviousHunk, .lineEndings, .missingNewlineInside: true
            }
        default: true
        }
    }
}

/// What came of applying a patch to a tree.
public enum PatchOutcome: Hashable, Sendable {
    /// One edit a path, in the order of the paths; one report a file section.
    case applied([FileEdit], [FileReport])
    case failed(PatchFailure)
}
