import Charts
import Judging
import Outputs

/// Tests by stages, claims with their evidence, searches as they went.
extension ReportPage {
    var testMatrix: String {
        guard !study.tests.results.isEmpty else { return "" }
        let results = study.tests.results.map { stage in
            (stage.stage, Dictionary(stage.tests.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }))
        }
        let rows = study.tests.testNames.map { name in
            [name.escaped] + results.map { Self.cell($0.1[name]) }
        }
        let header =
            ["test"]
            + results.map { stage, _ in link(to: stage, stage.description) }
        return PageTable(caption: "Tests by stages", header: header, rows: rows).html
    }

    private static func cell(_ result: TestResult?) -> String {
        guard let result else { return "<td class=\"none\"></td>" }
        let word = result.isExpected ? "fails, as expected before its patch" : result.outcome.rawValue
        let style = result.isUnexpectedFailure ? "worse" : result.outcome == .pass ? "better" : "open"
        let sign =
            switch result.outcome {
            case _ where result.isExpected: "·"
            case .pass: "✓"
            case .fail: "✗"
            case .crash: "!"
            case .timeout: "T"
            case .skip: "-"
            }
        return "<td class=\"\(style)\" title=\"\(word)\(result.message.isEmpty ? "" : ": " + result.message.escaped)\">"
            + "<span aria-hidden=\"true\">\(sign)</span><span class=\"spoken\">\(word)</span></td>"
    }

    var claims: String {
        guard !study.claims.isEmpty else { return "" }
        let items = study.claims.map { finding in
            let patch = finding.stated.patch
            let who = patch.map { "\($0) \(name(of: $0.id))" } ?? "the series"
            let style =
                switch finding.verdict {
                case .confirmed: "better"
                case .refuted: "worse"
                case .notShown, .notHere: "open"
                }
            return "<details><summary><span class=\"\(style)\">\(finding.verdict.rawValue)</span> \(who.escaped): "
                + "\(finding.stated.text.escaped)</summary><p>\(finding.evidence.text.escaped)</p></details>"
        }
        return items.joined(separator: "\n")
    }

    var searches: String {
        study.searches.map { search in
            let rows = search.readings.enumerated().map { index, step in
                [
                    "\(index + 1)", "\(step.stage.number) \(step.stage.name)".escaped, step.reading.text.escaped,
                    belief(step.progress).escaped,
                ]
            }
            let found = search.changes.map { change in
                change.patches.map { "\($0) \(name(ofPatch: $0))" }.joined(separator: " or ")
                    + ", \(sharePercent(change.probability)) sure"
            }
            let answer = found.isEmpty ? "no patch found" : found.joined(separator: "; ")
            return "<details><summary>run \(search.run.number): \(search.run.question.text.escaped): "
                + "\(answer.escaped)</summary>"
                + PageTable(
                    caption: "Run \(search.run.number), reading by reading",
                    header: ["reading", "stage", "gave", "believed then"], rows: rows
                ).html + "</details>"
        }.joined(separator: "\n")
    }

    private func name(ofPatch number: Int) -> String {
        study.patches.first { $0.label.number.value == number }?.label.name ?? ""
    }

    private func belief(_ progress: SearchProgress) -> String {
        let likely = progress.likeliest.map { "\($0.patch) \(sharePercent($0.probability))" }
        let none = progress.noChange.map { ["no change \(sharePercent($0))"] } ?? []
        return (likely + none).joined(separator: ", ")
    }
}
