import ArgumentParser

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Build and measure stages in rounds; prints a table.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var on: OnOption
    @OptionGroup var rounds: RoundsOptions
    @OptionGroup var rebuilds: RebuildsOption
    @OptionGroup var measuring: MeasuringOptions
    @OptionGroup var stages: StagesArgument

    func run() async throws {
        let lines = { BenchListing(report: $0, width: common.terminal.width).lines }
        try await common.answer(format, on.changed(measuring.changes()), lines: lines) { workbench in
            try await workbench.bench.bench(rounds.request(stages, of: workbench), rebuilds: rebuilds.fixed)
        }
    }
}
