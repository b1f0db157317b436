import ArgumentParser

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Measure two stages and say of every metric what changed.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var on: OnOption
    @OptionGroup var comparison: ComparisonArguments
    @OptionGroup var without: WithoutOption
    @OptionGroup var measuring: MeasuringOptions
    @Argument(help: ArgumentHelp("The stage before.", valueName: "a"), completion: .stages) var before: String
    @Argument(help: ArgumentHelp("The stage after.", valueName: "b"), completion: .stages) var after: String

    func run() async throws {
        let lines = { EffectsListing(report: $0, width: common.terminal.width).lines }
        let changes = on.changed(measuring.changes(for: comparison.metrics))
        try await common.answer(format, changes, lines: lines) { workbench in
            let series = workbench.series
            return try await workbench.bench.compare(
                series.id(named: before), series.id(named: after), without: without.patches(of: workbench),
                options: comparison.options(for: workbench))
        }
    }
}
