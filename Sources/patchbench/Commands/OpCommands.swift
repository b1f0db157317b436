import ArgumentParser
import Workbench

struct OpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "op",
        abstract: "Show what was done to the series, the work tree and the position, and go back to any time.",
        discussion: """
            Every command that changes these is an operation, and what was edited by hand before it is one of its \
            own. They are commits of the tool's repository: \
            git --git-dir .patchbench/repository.git log -p refs/operations/SERIES.
            """,
        subcommands: [OpLogCommand.self, OpShowCommand.self, OpRestoreCommand.self],
        defaultSubcommand: OpLogCommand.self)
}

struct OpLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "List the operations, the last first.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Option(name: .customShort("n"), help: ArgumentHelp("Only the last so many.", valueName: "n")) var count: Int?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("-n must be at least 1, not \(count).") }
    }

    func run() async throws {
        let operations = try common.open(.look).workspace.operations(latest: count)
        try common.show(operations, json) {
            OperationListing(operations: $0, paint: common.paint, width: common.terminal.width).lines
        }
    }
}

struct OpShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what an operation changed, and the edits in the work tree then.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "The operation's number (default: the last).") var number: Int?

    func run() async throws {
        let workspace = try common.open(.look).workspace
        let last = try workspace.operations(latest: 1).first?.number
        let report = try workspace.show(operation: number ?? last ?? 0)
        if json.isOn { return try JSONDocument.print(report) }
        OperationPage(report: report, paint: common.paint).print()
    }
}

struct OpRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring series, work tree with its edits, and position back to how an operation left them.",
        discussion: "What they are now is in the log, too: `undo`, or `op restore` of its number, brings it back.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "The operation's number.") var number: Int

    func run() async throws { try common.show(common.open().workspace.restore(operation: number), json) }
}
