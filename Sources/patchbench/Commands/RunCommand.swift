import ArgumentParser
import Workbench

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Build, test and measure stages; ends with the table.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var rounds: RoundsOptions
    @OptionGroup var rebuilds: RebuildsOption
    @OptionGroup var pin: PinOption
    @OptionGroup var stages: StagesArgument

    func run() async throws {
        let progress = ProgressLine(common.terminal)
        let workbench = try await common.openInTurn(progress, pin: pin.choice)
        let report = try await workbench.bench.run(rounds.request(stages, of: workbench), rebuilds: rebuilds.count)
        progress.clear()
        if json.isOn {
            try JSONDocument.print(report)
        } else {
            show(report)
        }
        try Verdict(report).finish()
    }

    private func show(_ report: RunReport) {
        let width = common.terminal.width
        if let tests = report.tests {
            let lines = TestMatrix(report: tests, paint: common.paint).lines(width: width)
            lines.forEach { Output.line($0) }
            if !lines.isEmpty { Output.line() }
        }
        if let bench = report.bench {
            BenchListing(report: bench).lines(width: width).forEach { Output.line($0) }
        }
    }
}
