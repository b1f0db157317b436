import ArgumentParser
import Foundation
import Judging
import Workbench

struct ReduceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reduce",
        abstract: "Find as few patches of the series, and hunks of them, as still fail a command.",
        discussion: """
            The command of --run ends as for bisect: 0 passes, 125 cannot be tested, 1 to 127 fails; it runs in the \
            stage's tree after the plan's build commands. What a patch needs to apply stays with it. With -o what is \
            left is written as a quilt folder.

            Exit status 1 where not even the whole series fails.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Option(help: ArgumentHelp("A test of the test command.", valueName: "name")) var test: String?
    @Option(
        name: .customLong("run"), help: ArgumentHelp("A command that fails.", valueName: "command"))
    var command: String?
    @Flag(help: "Leave out whole patches only.") var wholePatches = false
    @Option(name: .shortAndLong, help: ArgumentHelp("A new folder for what is left.", valueName: "path"))
    var output: String?

    func validate() throws {
        guard (test == nil) != (command == nil) else { throw ValidationError("Give one of --test and --run.") }
    }

    func run() async throws {
        try await common.answer(json, lines: { ReductionListing(report: $0).lines }) { workbench in
            var request = ReductionRequest(goal: test.map { .test($0) } ?? .command(command ?? ""))
            request.looksAtHunks = !wholePatches
            request.output = output.map { URL(filePath: $0, relativeTo: common.folder).standardizedFileURL }
            return try await workbench.bench.reduce(request)
        }
    }
}

extension ReductionReport: Answer {
    var hasFailures: Bool { answer == .doesNotFail && !wasInterrupted }
}
