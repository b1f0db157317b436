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

    /// The answer first.
    var lines: [String] { answer + (answer.isEmpty ? [] : [""]) + details }

    /// The table and what is to be known of it; none where nothing was measured.
    var details: [String] {
        guard !report.measurements.isEmpty else { return gaps }
        return BenchTable(report: report).lines(limit: limit) + problems + [""] + gaps
            + circumstances.flatMap { wrapped($0, to: limit) }
    }

    /// In a sentence: which patch did it; of a single stage, what was measured. None where nothing was.
    var answer: [String] {
        guard let first = report.measurements.first else { return [] }
        guard report.effects.isEmpty else {
            let headline = Headline(stages: report.stages, effects: report.effects, totals: report.totals)
            return wrapped(headline.text, to: limit)
        }
        let value = Quantity(value: first.median, unit: first.metric.unit).text
        let others = Set(report.measurements.map(\.metric)).count - 1
        let more = others == 0 ? "" : "; \(counted(others, "other metric")) below"
        let stage = "\(first.stage) \(name(of: first.stage))"
        return wrapped("\(first.metric) is \(value) at stage \(stage)\(more).", to: limit)
    }

    private var problems: [String] {
        report.problems.flatMap { problem in
            wrapped("\(problem.stage) \(name(of: problem.stage)): \(problem.summary)", to: limit, hanging: 2)
        }
    }

    private func name(of stage: StageID) -> String { report.stages.first { $0.number == stage }?.name ?? "" }

    /// A row a metric that a stage lacks.
    private var gaps: [String] {
        let lines = report.missing.filter(\.isTold).flatMap { wrapped("  " + $0.text, to: limit, hanging: 2) }
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
            (known.nodes.text ?? known.host.line)
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
