import ArgumentParser

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Build and measure stages in rounds; prints a table.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var rounds: RoundsOptions
    @OptionGroup var rebuilds: RebuildsOption
    @OptionGroup var pin: PinOption
    @OptionGroup var stages: StagesArgument

    func run() async throws {
        let progress = ProgressLine(common.terminal)
        let workbench = try await common.openInTurn(progress, pin: pin.choice)
        let report = try await workbench.bench.bench(
            rounds.request(stages, of: workbench), rebuilds: rebuilds.count)
        progress.clear()
        if json.isOn {
            try JSONDocument.print(report)
        } else {
            BenchListing(report: report).lines(width: common.terminal.width).forEach { Output.line($0) }
        }
        try Verdict(report).finish()
    }
}
