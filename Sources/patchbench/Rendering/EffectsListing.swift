import Foundation
import Judging
import Workbench

/// A row for every patch and metric, changes first said by patch; under it, all that one must know to read it.
struct EffectsListing {
    let report: EffectsReport

    /// None where nothing was measured.
    var lines: [String] {
        guard !report.effects.isEmpty else { return [] }
        return table + total + [""] + summary + circumstances
    }

    private var table: [String] {
        var table = TextTable(header: ["metric", "stages", "change", "interval", "verdict"])
        table.rows = report.effects.map { Self.row($0) }
        return table.lines
    }

    private var total: [String] {
        guard !report.totals.isEmpty else { return [] }
        var table = TextTable(header: ["all patches", "stages", "product", "measured", "interval", "verdict"])
        table.rows = report.totals.map { total in
            var row = Self.row(total.measured)
            row.insert(total.product.map(percentChange) ?? "-", at: 2)
            return row
        }
        return [""] + table.lines
    }

    private static func row(_ effect: MetricEffect) -> [String] {
        [
            effect.metric.description, "\(effect.pair.before)..\(effect.pair.after)", percentChange(effect.ratio),
            interval(effect), verdict(effect),
        ]
    }

    static func interval(_ effect: MetricEffect) -> String {
        if effect.isExact { return "exact" }
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
        let changed = report.effects.filter { ["faster", "slower"].contains($0.verdictName) }
        guard !changed.isEmpty else { return ["no change found", ""] }
        var lines: [String] = []
        for stage in report.stages {
            let effects = changed.filter { $0.pair.after == stage.number }
            guard !effects.isEmpty else { continue }
            let words = effects.map { "\($0.metric) \(percentChange($0.ratio))" }
            lines.append("  \(stage.number) \(stage.name): \(words.joined(separator: ", "))")
        }
        return ["changed:"] + lines + [""]
    }

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
