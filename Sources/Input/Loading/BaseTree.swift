import Foundation
import GitStore
import PatchModel

/// The tree that a series begins with, and what it cannot hold.
package struct BaseTree: Sendable {
    package var tree: ObjectID
    /// Folders of a base folder in which no file stands.
    package var emptyFolders: [TreePath] = []
    package var notes: [BaseNote] = []
    /// Where files stand in a work tree as git's checkout would have them: what git's configuration says of that; nil
    /// where they stand as they are.
    package var checkout: CheckoutSettings?

    /// Of its files, those that are pointers of Git LFS.
    package var pointers: [TreePath] {
        notes.flatMap { note -> [TreePath] in
            if case .missingLargeFiles(let paths) = note { return paths }
            return []
        }
    }

    package init(tree: ObjectID) { self.tree = tree }

    init(_ folder: FolderTree) {
        tree = folder.tree
        emptyFolders = folder.emptyFolders
        if folder.leftOut.ignored > 0 { notes.append(.ignored(folder.leftOut.ignored)) }
        if !folder.leftOut.special.isEmpty { notes.append(.special(folder.leftOut.special)) }
    }
}

/// What of a base no stage has, and its reader should know.
public enum BaseNote: Hashable, Sendable {
    /// So many files that `.gitignore` names are left out, as the plan says.
    case ignored(Int)
    /// Neither files, links nor folders.
    case special([TreePath])
    /// Submodules whose commits are not at hand: their folders are empty.
    case emptySubmodules([TreePath])
    /// Files that Git LFS keeps elsewhere, and that are pointers here.
    case missingLargeFiles([TreePath])
    /// In the folder, quilt has applied so many of the series' patches.
    case appliedByQuilt(URL, Int)
}
