import Foundation
import Judging
import Statistics
import Workbench

/// The table of a benchmark and, under it, all that one must know to read it.
struct BenchListing {
    let report: BenchReport

    /// None where nothing was measured.
    func lines(width: Int?) -> [String] {
        guard !report.measurements.isEmpty else { return gaps }
        return BenchTable(report: report).lines(width: width) + stages + [""] + gaps + circumstances
    }

    /// Which patch each column has come to.
    private var stages: [String] {
        let problems = Dictionary(
            report.problems.map { ($0.stage, $0.summary) }, uniquingKeysWith: { first, _ in first })
        return report.stages.map { stage in
            let problem = problems[stage.number].map { ": " + $0 } ?? ""
            return "  \(stage.number.description.padded(to: 3, left: false))  \(stage.name)\(problem)"
        }
    }

    /// A row a metric that a stage lacks.
    private var gaps: [String] {
        let lines = report.missing.filter(\.isTold).map { "  " + $0.text }
        return lines.isEmpty ? [] : ["missing:"] + lines + [""]
    }

    private var circumstances: [String] {
        let known = report.circumstances
        let conditions = InstructionCounting.without(known.conditions).sorted { $0.key < $1.key }.map {
            "\($0.key) \($0.value)"
        }
        var lines = [
            "\(counted(known.completeRounds, "round")), every round each stage once in random order "
                + "(--rounds \(known.rounds) --seed \(known.seed)); a number is the median of its runs; "
                + "\(builds(known.rebuilds))",
            "measured with: \(known.command)" + (conditions.isEmpty ? "" : " (\(conditions.joined(separator: ", ")))"),
            "on \(known.host.name): \(counted(known.host.cpus, "CPU")), \(known.host.cpuModel), \(known.host.kernel)"
                + (known.pinned.map { "; pinned to CPU \($0)" } ?? ""),
        ]
        if let counting = InstructionCounting(known.conditions) { lines.append(counting.line) }
        if let toolchain = known.toolchain { lines.append("built with: \(toolchain)") }
        if report.wasInterrupted {
            lines.append(
                "stopped after \(known.completeRounds) of \(counted(known.rounds, "round")); the table "
                    + "shows what was measured"
            )
        }
        if known.isSpent {
            lines.append(
                "the budget was spent after \(known.completeRounds) of "
                    + "\(counted(known.rounds, "round")); --resume goes on"
            )
        }
        return lines + report.caveats.map(\.line)
    }
}
