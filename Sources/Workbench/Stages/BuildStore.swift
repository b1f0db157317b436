import Foundation

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
        let temporary = folder.deletingLastPathComponent().appending(
            path: "\(key.digest).\(ProcessInfo.processInfo.processIdentifier)", directoryHint: .isDirectory)
        try? files.removeItem(at: temporary)
        defer { try? files.removeItem(at: temporary) }
        for path in keep {
            let source = layout.workTree.appending(path: path)
            // A build may leave a link to where the product really is.
            guard files.fileExists(atPath: source.path) else { return path }
            let target = temporary.appending(path: path)
            try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try files.copyItem(at: source.resolvingSymlinksInPath(), to: target)
        }
        // Work on another series that shares the stage may have come first: its build is as good.
        if self.folder(of: key) == nil { try files.moveItem(at: temporary, to: folder) }
        return nil
    }
}
