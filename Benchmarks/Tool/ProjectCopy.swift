import Foundation
import Input
import PatchModel
import Workbench

/// A copy of the project's plan, bases and patches in a temporary folder.
struct ProjectCopy {
    private let folder: URL
    private let command: URL

    init(of project: URL) throws {
        let files = FileManager.default
        folder = files.temporaryDirectory.appending(path: "patchbench-benchmark-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in [Plan.fileName, "fixtures", "patches"] {
            try files.copyItem(at: project.appending(path: name), to: folder.appending(path: name))
        }
        command = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "patchbench")
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Begins anew, as after a fresh clone.
    func forgetState() { try? FileManager.default.removeItem(at: folder.appending(path: ".patchbench")) }

    func open(_ announce: @escaping @Sendable (Event) -> Void) throws -> Workbench {
        let plan = try Plan.find(from: folder)
        return try Workbench(
            plan: plan, series: plan.series[0], access: .change,
            tools: BenchTools(environment: ProcessInfo.processInfo.environment, announce: announce))
    }

    /// Runs the tool itself, which must succeed.
    func runCommand(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = command
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }

    /// Adds a blank at the end of one added line of a patch, such that it and those after it still apply.
    ///
    /// - Returns: False where there is no such line.
    func changeOneLine(of stage: StageID) throws -> Bool {
        let patch = try open { _ in }.series.patch(of: stage)!
        let file = URL(filePath: patch.source.file)
        let original = try String(contentsOf: file, encoding: .utf8)
        let lines = original.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.hasPrefix("+") && !line.hasPrefix("+++ ") {
            var changed = lines
            changed[index] += " "
            try changed.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
            if try allApply() { return true }
        }
        try original.write(to: file, atomically: true, encoding: .utf8)
        return false
    }

    private func allApply() throws -> Bool {
        let workbench = try open { _ in }
        return (try? workbench.workspace.diffstat(.base, workbench.series.top.id)) != nil
    }
}
