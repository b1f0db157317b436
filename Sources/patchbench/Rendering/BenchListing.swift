import Foundation
import Judging
import PatchModel
import Statistics
import Workbench

/// The answer in a sentence, the table of a benchmark and, under it, all that one must know to read it.
struct BenchListing {
    let report: BenchReport
    /// Columns of the terminal, where there is one.
    var width: Int?

    private var limit: Int { width ?? EffectsListing.mailWidth }

    /// None where nothing was measured.
    var lines: [String] {
        guard !report.measurements.isEmpty else { return gaps }
        let headline = Headline(stages: report.stages, effects: report.effects, totals: report.totals)
        let answer = report.effects.isEmpty ? [] : wrapped(headline.text, to: limit) + [""]
        return answer + BenchTable(report: report).lines(limit: limit) + problems + [""] + gaps
            + circumstances.flatMap { wrapped($0, to: limit) }
    }

    private var problems: [String] {
        report.problems.map { "\($0.stage) \(name(of: $0.stage)): \($0.summary)" }
    }

    private func name(of stage: StageID) -> String { report.stages.first { $0.number == stage }?.name ?? "" }

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
                + "(--rounds \(known.rounds) --seed \(known.seed)); a number is the median of its runs, "
                + "\u{B1} how they vary; \(builds(known.rebuilds))",
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
