import Judging
import Workbench

/// What was looked at, a line each; then what the A/A run says.
struct DoctorListing {
    let report: DoctorReport
    let paint: Paint

    var lines: [String] {
        let width = (report.checks.map(\.name.count).max() ?? 0) + 2
        return report.checks.flatMap { check -> [String] in
            let advice = check.advice.map { [String(repeating: " ", count: width + 9) + $0] } ?? []
            return ["\(word(check.state))  \(check.name.padded(to: width))\(check.finding)"] + advice
        } + (report.selfComparison.map(comparison) ?? []) + (report.sandboxComparison.map(sandbox) ?? [])
            + report.caveats.map(\.line)
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
        return [""] + table.lines(limit: nil).flatMap { $0 } + [
            "",
            "A/A: `\(run.command)` against itself, \(counted(run.rounds, "round")) in \(run.time.text) "
                + "(--seed \(run.options.seed)); varies by: from round to round, of the two",
            "one minute (\(counted(run.roundsInOneMinute, "round")) of two stages) tells a change of "
                + "this size in four of five "
                + "runs, all metrics together at \((run.options.confidence * 100).formatted(places: 0))%",
            report.hasFalseVerdict
                ? "the same was told apart from itself: what `compare` says here may be false"
                : "the same was not told apart from itself",
        ]
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
        return [""] + table.lines(limit: nil).flatMap { $0 } + [
            "",
            "the sandbox, \(counted(run.rounds, "round")) in \(run.time.text): the bench outside against inside; "
                + (isTold ? "what it costs is in every sample" : "it is not told from nothing"),
        ]
    }

    private func share(_ value: Double) -> String { (value * 100).formatted(places: 1) + "%" }
}
