import Foundation

extension Plan {
    /// Finds `patchbench.yaml` in `directory` or the nearest folder above it, as git finds its repository, and reads
    /// it.
    public static func find(from directory: URL) throws(InputError) -> Plan {
        let start = directory.standardizedFileURL
        var folder = start
        while true {
            let file = folder.appending(path: fileName, directoryHint: .notDirectory)
            if FileManager.default.fileExists(atPath: file.path) { return try PlanReader(file: file).read() }
            if folder.path == "/" { throw .noPlan(from: start) }
            folder = folder.deletingLastPathComponent()
        }
    }
}
