import Files
import Foundation
import GitStore
import Input
import Machine
import PatchModel

/// Writes a tree as a folder, which appears whole or not at all.
struct FolderWriter {
    let repository: Repository

    /// - Parameters:
    ///   - base: what the tree began with.
    ///   - folder: not there yet, or empty.
    func write(_ tree: ObjectID, of base: BaseTree, to folder: URL) throws {
        try FolderWriter.replace(folder) { temporary in
            let workTree = WorkTree(
                temporary.path, repository: repository, emptyFolders: base.emptyFolders, checkout: base.checkout,
                isKept: false)
            _ = try workTree.move(from: nil, to: tree)
        }
    }

    /// Whether there is nothing at a place but, at most, an empty folder.
    static func isFree(_ place: URL) -> Bool {
        guard place.exists else { return true }
        return place.isFolder && (try? FileManager.default.contentsOfDirectory(atPath: place.path))?.isEmpty == true
    }

    /// Lets `fill` fill a folder beside this one, and then gives it its name.
    static func replace(_ folder: URL, fill: (Folder) throws -> Void) throws {
        let parent = try Folder.making(folder.deletingLastPathComponent().path)
        try parent.appear(Array(folder.lastPathComponent.utf8), fill: fill)
    }
}
