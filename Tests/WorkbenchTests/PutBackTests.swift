import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport
import Testing

@testable import Workbench

/// Builds that change files of the stage.
@Suite struct PutBackTests {
    private let project: ScriptedProject
    private var work: String { ".patchbench/s/work" }

    init() throws {
        project = try ScriptedProject()
        try project.folder.write("sh\n", to: "base/tools/run.sh", isExecutable: true)
        try project.folder.write("1\n", to: "base/config/version")
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let make: @Sendable (URL) throws -> Void
    }

    static let changes = [
        Change(testDescription: "a generated file") { try Data("made\n".utf8).write(to: $0.appending(path: "log")) },
        Change(testDescription: "chmod") { folder in
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: folder.appending(path: "tools/run.sh").path)
        },
        Change(testDescription: "rm") { try FileManager.default.removeItem(at: $0.appending(path: "log")) },
        Change(testDescription: "rm -r") { try FileManager.default.removeItem(at: $0.appending(path: "config")) },
        Change(testDescription: "a folder in a file's place") { folder in
            try FileManager.default.removeItem(at: folder.appending(path: "log"))
            try FileManager.default.createDirectory(
                at: folder.appending(path: "log/deep"), withIntermediateDirectories: true)
            try Data("made\n".utf8).write(to: folder.appending(path: "log/deep/x"))
        },
        Change(testDescription: "a link in a folder's place") { folder in
            try FileManager.default.removeItem(at: folder.appending(path: "config"))
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: "config"), withDestinationURL: URL(filePath: "/"))
        },
    ]

    private func runner(_ change: Change) -> ScriptedRunner {
        project.runner { command in
            if command.text == "build" { try? change.make(command.directory) }
            return ScriptedProject.usual(command)
        }
    }

    /// Nobody else has the series then.
    private func build(_ runner: ScriptedRunner) async throws -> Int {
        let workbench = try project.open(runner)
        return try await workbench.bench.build(workbench.series.stages.map(\.id)).builds.count
    }

    @Test(arguments: changes) func `what a build changes is put back before the next stage, and at the end`(
        _ change: Change
    ) async throws {
        let (runner, quiet) = (runner(change), project.runner())
        #expect(try await build(quiet) == 5)
        let before = try project.folder.listing(of: work).map { $0.split(separator: " ")[0] }
        try FileManager.default.removeItem(at: project.folder.file(".patchbench/builds"))
        let again = try project.open(runner)
        let report = try await again.bench.build(again.series.stages.map(\.id))
        #expect(report.builds.count == 5)
        #expect(report.problems.isEmpty, "\(report.problems)")
        #expect(runner.stages(of: "build").count == 5)
        // Nothing is left of it, and the work tree is at the stage at which it was.
        #expect(try project.folder.listing(of: work).map { $0.split(separator: " ")[0] } == before)
        #expect(try project.folder.text(of: work + "/value") == "10\n")
        #expect(FileManager.default.isExecutableFile(atPath: project.folder.file(work + "/tools/run.sh").path))
        #expect(try project.folder.text(of: work + "/config/version") == "1\n")
        _ = try again.workspace.goto(StageNumber(2))
    }

    @Test func `what a person changed before or afterwards is an edit`() async throws {
        let workbench = try project.open(runner(Self.changes[0]))
        _ = try await workbench.bench.build([workbench.series.stages[1].id])
        try project.folder.write("mine\n", to: work + "/log")
        _ = try await workbench.bench.build([workbench.series.stages[4].id])
        #expect(try project.folder.text(of: work + "/log") == "mine\n")
        #expect(throws: StepError.self) { try workbench.workspace.goto(StageNumber(4)) }
        #expect(try project.folder.text(of: work + "/log") == "mine\n")
    }
}
