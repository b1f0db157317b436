import ArgumentParser
import Files
import Foundation
import Judging
import Workbench

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Build, test and measure stages; ends with the table.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var on: OnOption
    @OptionGroup var rounds: RoundsOptions
    @OptionGroup var rebuilds: RebuildsOption
    @OptionGroup var measuring: MeasuringOptions
    @OptionGroup var stages: StagesArgument

    func run() async throws {
        var page: URL?
        try await common.answer(
            format, on.changed(measuring.changes()),
            lines: { lines($0) + (page.map { ["", "report: \($0.path)"] } ?? []) }
        ) {
            workbench in
            let report = try await workbench.bench.run(
                rounds.request(stages, of: workbench), rebuilds: rebuilds.fixed)
            page = try self.page(of: report, workbench)
            return report
        }
    }

    /// Nil where less than two stages were measured: there is nothing to compare.
    private func page(of report: RunReport, _ workbench: Workbench) throws -> URL? {
        guard Set(report.bench?.measurements.map(\.stage) ?? []).count > 1 else { return nil }
        let study = try workbench.bench.study(
            nil, ComparisonOptions(length: .rounds(0), seed: report.bench?.circumstances.seed ?? 0))
        try NamedFile(workbench.bench.reportFile.path).replace(with: Array(ReportPage(study: study).html.utf8))
        return workbench.bench.reportFile
    }

    private func lines(_ report: RunReport) -> [String] {
        let width = common.terminal.width
        let tests = report.tests.map { TestMatrix(report: $0, paint: common.paint).lines(width: width) } ?? []
        guard let bench = report.bench.map({ BenchListing(report: $0, width: width) }) else { return tests }
        return [bench.answer, tests, bench.details].filter { !$0.isEmpty }.joined(separator: [""]).map(\.self)
    }
}
