import ArgumentParser
import PatchModel
import Workbench

struct AppliedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "applied", abstract: "List the names of the patches that are applied, one a line.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let stack = try common.open(.look).workspace.stack
        try print(stack.applied, or: "no patch of \(stack.series) is applied", .fellShort)
    }
}

struct UnappliedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unapplied", abstract: "List the names of the patches that are not applied, one a line.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let stack = try common.open(.look).workspace.stack
        try print(stack.unapplied, or: "all patches of \(stack.series) are applied", .fellShort)
    }
}

struct TopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top", abstract: "Print the name of the patch on top.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let stack = try common.open(.look).workspace.stack
        try print(stack.applied.suffix(1), or: "no patch of \(stack.series) is applied", .wrongInput)
    }
}

struct NextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", abstract: "Print the name of the patch after the one on top, or after PATCH.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The patch, named as its stage is.") var patch: String?

    func run() async throws {
        let workbench = try common.open(.look)
        let stack = workbench.workspace.stack
        let number = try patch.map { try workbench.series.stage(named: $0).value } ?? stack.count
        let names = stack.names.dropFirst(number).prefix(1)
        let none = patch.map { "no patch comes after \($0)" } ?? "all patches of \(stack.series) are applied"
        try print(names, or: none, .wrongInput)
    }
}

struct PreviousCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "previous", abstract: "Print the name of the patch before the one on top, or before PATCH.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The patch, named as its stage is.") var patch: String?

    func run() async throws {
        let workbench = try common.open(.look)
        let stack = workbench.workspace.stack
        let number = try patch.map { try workbench.series.stage(named: $0).value } ?? stack.count
        guard number > 0 else { return try print([], or: "no patch of \(stack.series) is applied", .fellShort) }
        let names = stack.names.prefix(number - 1).suffix(1)
        try print(names, or: "no patch comes before \(stack.names[number - 1])", .wrongInput)
    }
}

/// One name a line; where there is none, why, with the exit status that quilt has.
private func print(_ names: some Collection<PatchName>, or none: String, _ status: ExitStatus) throws {
    Output.lines(names.map(\.text))
    guard names.isEmpty else { return }
    Output.error(CommandError.message([none]))
    throw status
}
