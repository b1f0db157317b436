import Charts
import Judging
import Outputs

/// Tests by stages, claims with their evidence, searches as they went.
extension ReportPage {
    var testMatrix: String {
        guard !study.tests.results.isEmpty else { return "" }
        return PageTestMatrix(study.tests).html { link(to: $0, $0.description) }
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
