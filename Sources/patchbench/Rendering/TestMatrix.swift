import Outputs
import Workbench

/// The matrix of tests and stages, and under it what failed that should not have.
struct TestMatrix {
    let report: TestReport
    let paint: Paint

    static let legend = [
        "✓ passes   · fails, as expected before its patch   - skipped",
        "✗ fails    ! crashes   T timed out   ? stage not built   blank: no such test there",
    ]

    /// None where nothing was tested.
    func lines(width: Int?) -> [String] {
        report.results.isEmpty
            ? [] : matrix(width: width) + Self.legend + TestFailures(report: report, paint: paint).lines
    }

    private func matrix(width: Int?) -> [String] {
        let columns = report.stages.map(\.number)
        let outcomes = Dictionary(
            report.results.map { stage in
                (stage.stage, Dictionary(stage.tests.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }))
            }, uniquingKeysWith: { first, _ in first })
        var table = TextTable(header: ["stage"] + columns.map(\.description), gap: 1)
        let cells = columns.count * ((columns.map(\.description.count).max() ?? 1) + table.gap)
        let room = width.map { max(24, $0 - cells) } ?? .max
        table.rows = report.testNames.map { name in
            [name.shortened(to: room)] + columns.map { stage in outcomes[stage].map { glyph(of: $0[name]) } ?? "?" }
        }
        return table.lines(limit: width).flatMap { $0.map(coloured) + [""] }
    }

    private func glyph(of result: TestResult?) -> String {
        guard let result else { return " " }
        switch result.outcome {
        case _ where result.isExpected: return "·"
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
