import Judging
import Workbench

/// What was looked at, a line each; then what the A/A run says.
struct DoctorListing {
    let report: DoctorReport
    let paint: Paint
    /// Columns of the terminal, where there is one.
    var width: Int?

    private var limit: Int { width ?? EffectsListing.mailWidth }

    var lines: [String] {
        wrapped(answer, to: limit) + [""] + report.checks.flatMap(lines)
            + (report.selfComparison.map(comparison) ?? []) + (report.sandboxComparison.map(sandbox) ?? [])
            + report.caveats.flatMap { wrapped($0.line, to: limit) }
    }

    /// In a sentence: whether something is wrong, and what a minute tells.
    private var answer: String {
        let (wrong, cautions) = (
            report.checks.count { $0.state == .wrong }, report.checks.count { $0.state == .caution }
        )
        let state =
            wrong > 0
            ? "\(counted(wrong, "thing")) \(wrong == 1 ? "is" : "are") wrong here"
            : "Nothing is wrong here"
        let told = (report.selfComparison?.metrics ?? []).compactMap(\.toldInOneMinute).sorted()
        let size =
            told.isEmpty
            ? ""
            : told[0] == told[told.count - 1]
                ? share(told[0])
                : "\(share(told[0])) to \(share(told[told.count - 1]))"
        let falsely = report.hasFalseVerdict ? "; the same was told apart from itself" : ""
        return state + (cautions > 0 ? ", \(counted(cautions, "caution"))" : "")
            + (size.isEmpty ? "" : "; one minute tells changes of \(size), by metric") + falsely + "."
    }

    private func lines(_ check: MachineCheck) -> [String] {
        let names = (report.checks.map(\.name.count).max() ?? 0) + 2
        let place = String(repeating: " ", count: names + 9)
        let head = "\(word(check.state))  \(check.name.padded(to: names))"
        let room = max(20, limit - place.count)
        let finding = wrapped(check.finding, to: room)
        return finding.indices.map { ($0 == 0 ? head : place) + finding[$0] }
            + (check.advice.map { wrapped($0, to: room).map { place + $0 } } ?? [])
    }

    private func word(_ state: MachineCheck.State) -> String {
        switch state {
        case .good: paint(.green, "good   ")
        case .caution: paint(.yellow, "caution")
        case .wrong: paint(.red, "wrong  ")
        }
    }

    private func comparison(_ run: SelfComparison) -> [String] {
        var table = TextTable(header: ["metric", "varies by", "one minute tells", "A/A interval", "A/A verdict"])
        table.rows = run.metrics.map { finding in
            [
                finding.effect.metric.description, finding.deviation.map(share) ?? "-",
                finding.effect.isExact ? "exact" : finding.toldInOneMinute.map(share) ?? "-",
                EffectsListing.interval(finding.effect),
                finding.isFalse ? "\(finding.effect.verdictName), falsely" : finding.effect.verdictName,
            ]
        }
        return [""] + table.lines(within: limit) + [""]
            + [
                "A/A: `\(run.command)` against itself, \(counted(run.rounds, "round")) in \(run.time.text) "
                    + "(--seed \(run.options.seed)); varies by: from round to round, of the two",
                "one minute (\(counted(run.roundsInOneMinute, "round")) of two stages) tells a change of "
                    + "this size in four of five "
                    + "runs, all metrics together at \((run.options.confidence * 100).formatted(places: 0))%",
                report.hasFalseVerdict
                    ? "the same was told apart from itself: what `compare` says here may be false"
                    : "the same was not told apart from itself",
            ].flatMap { wrapped($0, to: limit) }
    }

    private func sandbox(_ run: SelfComparison) -> [String] {
        var table = TextTable(header: ["metric", "outside -> inside", "interval", "verdict"])
        table.rows = run.metrics.map { finding in
            let effect = finding.effect
            return [
                effect.metric.description, EffectsListing.change(effect), EffectsListing.interval(effect),
                effect.verdictName,
            ]
        }
        let isTold = run.metrics.contains(where: \.isFalse)
        return [""] + table.lines(within: limit) + [""]
            + [
                "the sandbox, \(counted(run.rounds, "round")) in \(run.time.text): the bench outside against inside; "
                    + (isTold ? "what it costs is in every sample" : "it is not told from nothing")
            ].flatMap { wrapped($0, to: limit) }
    }

    private func share(_ value: Double) -> String { (value * 100).formatted(places: 1) + "%" }
}
