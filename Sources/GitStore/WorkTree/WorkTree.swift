import Glibc
import PatchModel

/// A file of a work tree that is not as its tree has it.
public struct WorkTreeEdit: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case modified, deleted
        /// Not in the tree that the work tree is at, and where the other tree has a file or folder.
        case inTheWay
    }

    public let path: TreePath
    public let kind: Kind
    /// Whether the file is one of a submodule's.
    public let isInSubmodule: Bool

    public init(path: TreePath, kind: Kind, isInSubmodule: Bool = false) {
        self.path = path
        self.kind = kind
        self.isInSubmodule = isInSubmodule
    }
}

/// What came of bringing a work tree to another tree.
public enum WorkTreeOutcome: Hashable, Sendable {
    /// The paths written and removed, in order.
    case moved([TreePath])
    /// Nothing was changed, because these edits would be lost or overwritten.
    case refused([WorkTreeEdit])
}

/// A folder that shows one tree at a time, in which builds are made.
///
/// Files that no tree knows, such as what a build leaves, stay untouched.
public final class WorkTree {
    /// Which files must be without edits before the work tree may move.
    public enum Check: Hashable, Sendable {
        /// All files of the tree.
        case all
        /// Those that the move writes or removes; edits of others are carried along.
        case moved
    }

    let repository: Repository
    public let folder: String
    let root: DiskPath
    let emptyFolders: [TreePath]
    /// How the files stand in the folder; nil where they are as the trees have them.
    var filters: FilterCache?
    /// How they are written from now on.
    let nextFilters: FilterCache?
    /// What those go by.
    public let checkout: CheckoutSettings?
    /// What the files stand there by.
    public var shownCheckout: CheckoutSettings? { filters?.checkout }
    private let smallTree: Int
    /// Whether the folder will be looked at again. Else it is new, and filled once before anybody sees it.
    let isKept: Bool
    /// Where this is the folder of a submodule, that of which it is one, and the path there.
    let outer: (workTree: WorkTree, path: TreePath)?

    /// - Parameters:
    ///   - emptyFolders: folders to make where the tree has no file.
    ///   - checkout: where files stand in the folder as git's checkout has them by attributes and configuration: what
    ///     the latter says; nil where they stand as they are.
    ///   - shown: what it said when the folder was written.
    ///   - isKept: whether the folder will be looked at again, so that what is known of its files is kept. Else it is
    ///     new and empty, and is filled once before anybody sees it.
    ///   - smallTree: up to how many files a tree is small.
    public init(
        _ folder: String, repository: Repository, emptyFolders: [TreePath] = [], checkout: CheckoutSettings? = nil,
        shown: CheckoutSettings? = nil, isKept: Bool = true, smallTree: Int = 10_000
    ) {
        self.isKept = isKept
        self.checkout = checkout
        nextFilters = checkout.map { FilterCache(repository, $0) }
        filters = checkout == nil || shown ?? checkout == checkout ? nextFilters : FilterCache(repository, shown!)
        self.emptyFolders = emptyFolders
        self.folder = folder
        self.repository = repository
        self.smallTree = smallTree
        root = DiskPath(folder)
        outer = nil
    }

    /// The folder of a submodule.
    init(of submodule: TreePath, in outer: WorkTree) {
        emptyFolders = []
        (checkout, filters, nextFilters) = (nil, nil, nil)
        folder = "\(outer.folder)/\(submodule)"
        repository = outer.repository
        (smallTree, isKept) = (outer.smallTree, outer.isKept)
        root = outer.root / submodule
        self.outer = (outer, submodule)
    }

    /// Told without a look at the tree: from how many files were looked at the last time that all were.
    var isKnownToBeLarge: Bool {
        get throws { FileStates.count(try cacheName, in: repository).map { $0 > smallTree } ?? false }
    }

    /// What is known of all files of the folder.
    var cacheName: String {
        get throws(GitStoreError) { "work-" + (try Repository.cacheName(for: folder)) }
    }

    /// The files that are not as the tree has them; files that it does not have are not looked at.
    ///
    /// Cost: one lstat(2) a file, and reading those that changed since the last time.
    public func edits(against tree: ObjectID) throws -> [WorkTreeEdit] { try look(at: tree, listsOthers: false).edits }
}
