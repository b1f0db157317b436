import Foundation
import GitStore
import Glibc
import Machine

/// Writes a tree as a folder, which appears whole or not at all.
struct FolderWriter {
    let repository: Repository

    /// - Parameter folder: not there yet, or empty.
    func write(_ tree: ObjectID, to folder: URL) throws {
        try FolderWriter.replace(folder) { temporary in
            _ = try WorkTree(temporary.path, repository: repository).move(from: nil, to: tree)
        }
    }

    /// Whether there is nothing at a place but, at most, an empty folder.
    static func isFree(_ place: URL) -> Bool {
        guard place.exists else { return true }
        return place.isFolder && (try? FileManager.default.contentsOfDirectory(atPath: place.path))?.isEmpty == true
    }

    /// Lets `fill` fill a folder beside this one, and then gives it its name.
    static func replace(_ folder: URL, fill: (URL) throws -> Void) throws {
        let manager = FileManager.default
        let parent = folder.deletingLastPathComponent()
        let temporary = parent.appending(
            path: ".\(folder.lastPathComponent).patchbench-\(getpid())", directoryHint: .isDirectory)
        defer { try? manager.removeItem(at: temporary) }
        try manager.createDirectory(at: temporary, withIntermediateDirectories: true)
        try fill(temporary)
        guard rename(temporary.path, folder.path) == 0 else {
            throw MachineError.cannotWrite(folder, errno: errno)
        }
    }
}
