import ArgumentParser
import Foundation
import Input
import Results

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "List the runs that were measured, the latest last.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption

    func run() throws {
        let plan = try Plan.findOwn(from: common.folder)
        let name = try common.series.map { try plan.series(named: $0).name }
        let history = try RunHistory.read(plan.results, series: name)
        try format.show(history) { HistoryListing(history: $0, width: common.terminal.width).lines }
    }
}

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show what every run measured of a stage.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var without: WithoutOption
    @Argument(help: "The stage.") var stage: String

    func run() async throws {
        let workbench = try common.open(.look)
        let history = try workbench.bench.history(
            of: workbench.series.id(named: stage).without(without.patches(of: workbench)))
        try format.show(history) { StageHistoryListing(history: $0, width: common.terminal.width).lines }
    }
}
