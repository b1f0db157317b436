import ArgumentParser
import PatchModel
import Workbench

struct AppliedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "applied", abstract: "List the names of the patches that are applied, one a line.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let report = try common.open(.look).workspace.seriesReport()
        try print(report.applied, or: "no patch of \(report.series) is applied", .fellShort)
    }
}

struct UnappliedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unapplied", abstract: "List the names of the patches that are not applied, one a line.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let report = try common.open(.look).workspace.seriesReport()
        try print(report.unapplied, or: "all patches of \(report.series) are applied", .fellShort)
    }
}

struct TopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top", abstract: "Print the name of the patch on top.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let report = try common.open(.look).workspace.seriesReport()
        try print(report.applied.suffix(1), or: "no patch of \(report.series) is applied", .wrongInput)
    }
}

struct NextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", abstract: "Print the name of the patch after the one on top, or after PATCH.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The patch, named as its stage is.") var patch: String?

    func run() async throws {
        let workbench = try common.open(.look)
        let report = workbench.workspace.seriesReport()
        let number = try patch.map { try workbench.series.stage(named: $0).value } ?? report.applied.count
        let names = report.patches.dropFirst(number).prefix(1).map(\.name)
        let none = patch.map { "no patch comes after \($0)" } ?? "all patches of \(report.series) are applied"
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
        let report = workbench.workspace.seriesReport()
        let number = try patch.map { try workbench.series.stage(named: $0).value } ?? report.applied.count
        guard number > 0 else { return try print([], or: "no patch of \(report.series) is applied", .fellShort) }
        let names = report.patches.prefix(number - 1).suffix(1).map(\.name)
        try print(names, or: "no patch comes before \(report.patches[number - 1].name)", .wrongInput)
    }
}

/// One name a line; where there is none, why, with the exit status that quilt has.
private func print(_ names: some Collection<PatchName>, or none: String, _ status: ExitStatus) throws {
    names.forEach { Output.line($0.text) }
    guard names.isEmpty else { return }
    Output.error(CommandError.message([none]))
    throw status
}
