import ArgumentParser

struct AttributeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attribute", abstract: "Measure all stages and say what each patch changed, on every metric.",
        discussion: """
            Every patch is compared with the stage before it, in the same rounds. All verdicts are judged together, \
            so that the chance of any false one is at most 1 - confidence. A count that does not vary is taken as exact.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var on: OnOption
    @OptionGroup var comparison: ComparisonArguments
    @OptionGroup var without: WithoutOption
    @OptionGroup var measuring: MeasuringOptions
    @Argument(help: ArgumentHelp("Only the patches between two stages, A..B.", valueName: "range"), completion: .stages)
    var range: String = ".."

    func run() async throws {
        let lines = { EffectsListing(report: $0, width: common.terminal.width).lines }
        let changes = on.changed(measuring.changes(for: comparison.metrics))
        try await common.answer(format, changes, lines: lines) { workbench in
            try await workbench.bench.attribute(
                workbench.series.range(named: range), without: without.patches(of: workbench),
                options: comparison.options(for: workbench))
        }
    }
}
