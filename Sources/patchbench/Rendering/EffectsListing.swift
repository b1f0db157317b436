import Foundation
import Judging
import Outputs
import Workbench

/// A row for every patch and metric, changes first said by patch; under it, all that one must know to read it.
struct EffectsListing {
    let report: EffectsReport

    /// None where nothing was measured.
    var lines: [String] {
        guard !report.effects.isEmpty else { return missing }
        return table + total + [""] + summary + gaps + circumstances
    }

    private var table: [String] {
        var table = TextTable(header: ["metric", "stages", "before", "after", "change", "interval", "verdict"])
        table.rows = report.effects.map { Self.row($0) }
        return table.lines
    }

    private var total: [String] {
        guard !report.totals.isEmpty else { return [] }
        var table = TextTable(header: [
            "all patches", "stages", "before", "after", "product", "measured", "interval", "verdict",
        ])
        table.rows = report.totals.map { total in
            var row = Self.row(total.measured)
            row.insert(total.product.map(percentChange) ?? "-", at: 4)
            return row
        }
        return [""] + table.lines
    }

    private static func row(_ effect: MetricEffect) -> [String] {
        [
            effect.metric.description, "\(effect.pair.before)..\(effect.pair.after)", quantity(effect.before, effect),
            quantity(effect.after, effect), change(effect), interval(effect), verdict(effect),
        ]
    }

    private static func quantity(_ value: Double?, _ effect: MetricEffect) -> String {
        value.map { Quantity(value: $0, unit: effect.metric.unit).text } ?? "-"
    }

    /// From 0 nothing is a share.
    static func change(_ effect: MetricEffect) -> String {
        guard effect.isFromZero else { return percentChange(effect.ratio) }
        return "0 -> \(quantity(effect.after, effect))"
    }

    static func interval(_ effect: MetricEffect) -> String {
        if effect.isExact { return "exact" }
        if effect.isFromZero { return "from 0" }
        guard effect.rounds > 2, let low = effect.bounds.low, let high = effect.bounds.high else {
            return "too few rounds"
        }
        return "\(percentChange(low)) to \(percentChange(high))"
    }

    static func verdict(_ effect: MetricEffect) -> String {
        let name = effect.verdictName
        return effect.roundsNeeded.map { "\(name), needs ~\($0)" } ?? name
    }

    /// Which patches changed what.
    private var summary: [String] {
        let changed = report.effects.filter(\.isChange)
        guard !changed.isEmpty else { return ["no change found", ""] }
        var pairs: [StagePair] = []
        for effect in changed where !pairs.contains(effect.pair) { pairs.append(effect.pair) }
        let lines = pairs.map { pair in
            let effects = changed.filter { $0.pair == pair }
            return "  \(cause(pair)): \(effects.map { "\($0.metric) \(Self.change($0))" }.joined(separator: ", "))"
        }
        return ["changed:"] + lines + [""]
    }

    /// The patch, where it is one that the stages differ in.
    private func cause(_ pair: StagePair) -> String {
        let stage = pair.patch.flatMap { patch in report.stages.first { $0.number.number == patch } }
        return stage.map { "\($0.number) \($0.name)" } ?? "stages \(pair.before)..\(pair.after)"
    }

    /// A row a metric that one side lacks.
    private var gaps: [String] {
        let lines = report.missing.filter(\.isTold).map { "  " + $0.text }
        return lines.isEmpty ? [] : ["missing:"] + lines + [""]
    }

    private var missing: [String] { ["nothing was measured on both stages", ""] + gaps + report.caveats.map(\.line) }

    var circumstances: [String] {
        let known = report.circumstances
        let conditions = known.conditions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let options = report.options
        var lines = [
            "\(counted(report.rounds, "round")) after a warm-up, every round each stage that still "
                + "matters once in random order "
                + "(--seed \(options.seed))",
            "unchanged is within \u{B1}\((options.margin * 100).formatted(places: 1))%; all verdicts together at "
                + "\((options.confidence * 100).formatted(places: 0))%; \(builds(options.rebuilds))",
            "measured with: \(known.command)" + (conditions.isEmpty ? "" : " (\(conditions.joined(separator: ", ")))"),
            "on \(known.host.name): \(counted(known.host.cpus, "CPU")), \(known.host.cpuModel), \(known.host.kernel)"
                + (known.pinned.map { "; pinned to CPU \($0)" } ?? ""),
        ]
        lines += (known.reused ?? []).map(\.line)
        if report.effects.contains(where: { $0.roundsNeeded != nil }) {
            lines.append(
                "undecided: with about so many "
                    + "\(options.rebuilds == 1 ? "rounds" : "builds (--rebuilds)") it would be told, "
                    + "if the estimate stands")
        }
        if let toolchain = known.toolchain { lines.append("built with: \(toolchain)") }
        if report.wasInterrupted { lines.append("stopped before its end; the table shows what was measured") }
        return lines + report.caveats.map(\.line)
    }
}
