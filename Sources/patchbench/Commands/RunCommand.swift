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
        try await common.answer(json, pin: pin, lines: lines) { workbench in
            try await workbench.bench.run(rounds.request(stages, of: workbench), rebuilds: rebuilds.count)
        }
    }

    private func lines(_ report: RunReport) -> [String] {
        let width = common.terminal.width
        let tests = report.tests.map { TestMatrix(report: $0, paint: common.paint).lines(width: width) } ?? []
        let table = report.bench.map { BenchListing(report: $0).lines(width: width) } ?? []
        return tests + (tests.isEmpty ? [] : [""]) + table
    }
}
