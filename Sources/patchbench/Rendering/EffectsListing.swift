import Foundation
import Judging
import Outputs
import Workbench

/// The answer in a sentence; the table: of two stages a row a metric, of more a row a patch and a column a metric; then
/// each change with its numbers, and all that one must know to read it.
struct EffectsListing {
    let report: EffectsReport
    var width: Int?

    /// Columns where there is no terminal: what a mail has room for.
    static let mailWidth = 75

    private var limit: Int { width ?? Self.mailWidth }

    /// None where nothing was measured.
    var lines: [String] {
        guard !report.effects.isEmpty else { return missing }
        let isOnePair = Set(report.effects.map(\.pair)).count == 1
        let tables =
            isOnePair ? comparison.lines(within: limit) : EffectMatrix(report: report, limit: limit).lines + changes
        return wrapped(headline.text, to: limit) + [""] + tables + counts + [""] + gaps
            + circumstances.flatMap { wrapped($0, to: limit) }
    }

    private var headline: Headline {
        Headline(stages: report.stages, effects: report.effects, totals: report.totals.map(\.measured))
    }

    private var counts: [String] {
        CountsListing(
            effects: report.effects, functions: report.functions, headline: headline, margin: report.options.margin,
            limit: limit
        ).lines
    }

    /// A row a metric.
    var comparison: TextTable {
        let pair = report.effects[0].pair
        var table = TextTable(header: [
            "stages \(pair.before)..\(pair.after)", "before -> after", "change", "interval", "verdict",
        ])
        table.rows = report.effects.map(Self.row)
        return table
    }

    private static func row(_ effect: MetricEffect) -> [String] {
        [
            effect.metric.description, values(effect), change(effect), interval(effect), verdict(effect),
        ]
    }

    /// By patch, what it changed, with its numbers.
    private var changes: [String] {
        let changed = report.effects.filter(\.isChange)
        var pairs: [StagePair] = []
        for effect in changed where !pairs.contains(effect.pair) { pairs.append(effect.pair) }
        return pairs.flatMap { pair -> [String] in
            var table = TextTable(header: ["", "before -> after", "change", "interval"])
            table.rows = changed.filter { $0.pair == pair }.map { Array(Self.row($0).dropLast()) }
            return [""] + wrapped("\(headline.name(of: pair)):", to: limit) + table.lines(within: limit)
        }
    }

    /// `1765 -> 1236 cycles`: the unit once, where it is one.
    private static func values(_ effect: MetricEffect) -> String {
        let before = quantity(effect.before, effect)
        let after = quantity(effect.after, effect)
        let unit = after.drop { $0 != " " }
        let number = before.hasSuffix(unit) ? String(before.dropLast(unit.count)) : before
        return "\(number) -> \(after)"
    }

    static func quantity(_ value: Double?, _ effect: MetricEffect) -> String {
        value.map { Quantity(value: $0, unit: effect.metric.unit).text } ?? "-"
    }

    /// From 0 nothing is a share.
    static func change(_ effect: MetricEffect) -> String {
        guard effect.isFromZero else {
            return effect.metric.isInstructionCount ? countChange(effect.ratio) : percentChange(effect.ratio)
        }
        return "0 -> \(quantity(effect.after, effect))"
    }

    static func interval(_ effect: MetricEffect, hasLayout: Bool = true) -> String {
        if effect.isExact { return "exact" }
        if effect.isFromZero { return "from 0" }
        guard effect.rounds > 2, let low = effect.bounds.low, let high = effect.bounds.high else {
            return "too few rounds"
        }
        let spread = hasLayout ? effect.layout.map(layout) : nil
        return ["\(percentChange(low)) to \(percentChange(high))", spread].compactMap(\.self).joined(separator: ", ")
    }

    /// Nothing is left of it where runs vary as builds do.
    private static func layout(_ spread: Double) -> String {
        let percent = (spread * 100).formatted(places: 1)
        return percent == "0.0" ? "layout in noise" : "layout \u{B1}\(percent)%"
    }

    static func verdict(_ effect: MetricEffect) -> String {
        let name = effect.verdictName
        return effect.roundsNeeded.map { "needs ~\($0)" } ?? name
    }

    /// A row a metric that one side lacks.
    private var gaps: [String] {
        let lines = report.missing.filter(\.isTold).flatMap { wrapped("  " + $0.text, to: limit, hanging: 2) }
        return lines.isEmpty ? [] : ["missing:"] + lines + [""]
    }

    private var missing: [String] {
        ["nothing was measured on both stages", ""] + gaps
            + report.caveats.flatMap { wrapped($0.line, to: limit) }
    }

    /// Nothing was timed.
    private var countsAlone: Bool { report.effects.allSatisfy(\.metric.isInstructionCount) }

    private var countMargin: String {
        let isExact = InstructionCounting(report.circumstances.conditions)?.isExact == true
        return isExact ? ", of instructions \u{B1}\(smallShare(report.options.countMargin))" : ""
    }

    var circumstances: [String] {
        let known = report.circumstances
        let conditions = InstructionCounting.without(known.conditions).sorted { $0.key < $1.key }.map {
            "\($0.key) \($0.value)"
        }
        let options = report.options
        let margin = "\u{B1}\((options.margin * 100).formatted(places: 1))%\(countMargin)"
        var lines = [
            "\(counted(report.rounds, "round"))\(countsAlone ? "" : " after a warm-up"), every round each stage "
                + "that still matters once in random order (--seed \(options.seed))",
            "unchanged is within \(margin); all verdicts together at "
                + "\((options.confidence * 100).formatted(places: 0))%; \(builds(options.rebuilds))",
            "measured with: \(known.command)" + (conditions.isEmpty ? "" : " (\(conditions.joined(separator: ", ")))"),
            (known.nodes.text ?? known.host.line)
                + (known.pinned.map { "; pinned to CPU \($0)" } ?? ""),
        ]
        lines += (known.reused ?? []).map(\.line)
        if report.effects.contains(where: { $0.roundsNeeded != nil }) {
            lines.append(
                "needs: undecided; with about so many "
                    + "\(options.rebuilds == 1 ? "rounds" : "builds (--rebuilds)") it would be told, "
                    + "if the estimate stands")
        }
        if let counting = InstructionCounting(known.conditions) { lines.append(counting.line) }
        if let toolchain = known.toolchain { lines.append("built with: \(toolchain)") }
        if report.wasInterrupted { lines.append("stopped before its end; the table shows what was measured") }
        return lines + report.caveats.map(\.line)
    }
}
