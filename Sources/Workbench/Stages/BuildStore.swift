import Files
import Foundation
import Machine

/// Keeps what builds leave, each under its key.
struct BuildStore: Sendable {
    let layout: SeriesLayout
    /// Paths relative to the work tree.
    let keep: [String]

    /// The folder of the kept build, where there is one.
    func folder(of key: BuildKey) -> URL? {
        let folder = layout.build(key)
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    /// Copies the files to keep out of the work tree; the folder appears with all of them or not at all.
    /// - Returns: The first file that the build did not leave, or nil.
    func keepFiles(of key: BuildKey) throws -> String? {
        let files = FileManager.default
        let folder = layout.build(key)
        if let missing = keep.first(where: { !layout.workTree.appending(path: $0).exists }) { return missing }
        let builds = try Folder.making(folder.deletingLastPathComponent().path)
        do {
            try builds.appear(Array(folder.lastPathComponent.utf8)) { new in
                for path in keep {
                    let target = URL(filePath: new.path, directoryHint: .isDirectory).appending(path: path)
                    try files.createDirectory(
                        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                    // A build may leave a link to where the product really is.
                    try files.copyItem(
                        at: layout.workTree.appending(path: path).resolvingSymlinksInPath(), to: target)
                }
            }
        } catch let error as FileError where error.errno == ENOTEMPTY || error.errno == EEXIST {
            // Work on another series that shares the stage came first: its build is as good.
        }
        return nil
    }
}
