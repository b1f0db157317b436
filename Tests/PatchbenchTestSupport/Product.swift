import Foundation

/// Products of this package, where the running tests were built.
public enum Product {
    public static let patchbench: URL = {
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = tests.appending(path: "patchbench", directoryHint: .notDirectory)
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        return packageRoot.appending(path: ".build/debug/patchbench", directoryHint: .notDirectory)
    }()

    /// The folder of `Package.swift`.
    public static let packageRoot = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
