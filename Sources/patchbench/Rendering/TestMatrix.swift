import Outputs
import PatchModel
import Workbench

/// The matrix of tests and stages, and under it what the patches changed, and what failed that should not have.
struct TestMatrix {
    let report: TestReport
    let paint: Paint
    private let changes: TestChanges

    init(report: TestReport, paint: Paint) {
        (self.report, self.paint, changes) = (report, paint, report.changes)
    }

    static let legend = [
        "✓ passes   · fails, as expected before its patch   - skipped",
        "✗ fails    ! crashes   T timed out   ? not built   blank: no such test",
    ]

    /// None where nothing was tested.
    ///
    /// - Parameter width: columns of the terminal, where there is one.
    func lines(width: Int?) -> [String] {
        guard !report.results.isEmpty else { return [] }
        let limit = width ?? EffectsListing.mailWidth
        let notes = times.isEmpty ? [] : wrapped(Self.twice, to: limit)
        return matrix(limit: limit) + Self.legend.flatMap { wrapped($0, to: limit) } + notes
            + TestChangesListing(changes: changes, labels: report.stages).lines(width: limit)
            + TestFailures(report: report, changes: changes, paint: paint, limit: limit).lines
    }

    private static let twice = "×2: the name stands twice in a report, and the worst of its results counts"

    /// Names that stand more than once at a stage, and how often at most.
    private var times: [String: Int] {
        let several = report.results.flatMap(\.tests).lazy.filter { $0.times > 1 }
        return Dictionary(several.map { ($0.name, $0.times) }, uniquingKeysWith: max)
    }

    private func matrix(limit: Int) -> [String] {
        let columns = report.stages.map(\.column)
        let cells = columns.count * ((columns.map(\.count).max() ?? 1) + 1)
        return table(room: max(24, limit - cells)).lines(limit: limit)
            .flatMap { $0.map(coloured) + [""] }
    }

    /// - Parameter room: Columns for a test's name.
    func table(room: Int) -> TextTable {
        let columns = report.stages.map(\.number)
        let titles = report.stages.map(\.column)
        let outcomes = Dictionary(
            report.results.map { stage in
                (stage.stage, Dictionary(uniqueKeysWithValues: stage.tests.map { ($0.name, $0) }))
            }, uniquingKeysWith: { first, _ in first })
        var table = TextTable(header: ["stage"] + titles, gap: 1)
        let times = times
        table.rows = report.testNames.map { name in
            let mark = times[name].map { " ×\($0)" } ?? ""
            let title = name.shortened(to: room - min(mark.count, room)) + mark
            return [title] + columns.map { stage in outcomes[stage].map { glyph(of: $0[name], at: stage) } ?? "?" }
        }
        return table
    }

    private func glyph(of result: TestResult?, at stage: StageID) -> String {
        guard let result else { return " " }
        switch result.outcome {
        case _ where result.isExpected: return "·"
        case _ where result.isUnexpectedFailure && !changes.counts(result, at: stage): return "·"
        case .pass: return "✓"
        case .fail: return "✗"
        case .crash: return "!"
        case .timeout: return "T"
        case .skip: return "-"
        }
    }

    private func coloured(_ line: String) -> String {
        guard paint.isOn else { return line }
        return line.map { character in
            switch character {
            case "✓": paint(.green, "✓")
            case "✗": paint(.red, "✗")
            case "·": paint(.dim, "·")
            default: String(character)
            }
        }.joined()
    }
}
