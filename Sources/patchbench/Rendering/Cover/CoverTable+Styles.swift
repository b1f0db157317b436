import Foundation
import Judging
import Outputs
import Screen

extension CoverTable {
    /// As slab's test prints it: `alloc/free(32): Median=365/806`, metrics of the same parameters on one line.
    var list: [String] {
        var groups: [Parameters] = []
        for effect in effects where !groups.contains(effect.metric.parameters) {
            groups.append(effect.metric.parameters)
        }
        let blocks: [(String, KeyPath<MetricEffect, Double?>)] = [("Before", \.before), ("After", \.after)]
        return blocks.flatMap { title, side in
            ["* \(title)"]
                + groups.flatMap { group -> [String] in
                    let members = effects.filter { $0.metric.parameters == group }
                    return Self.lines(members, group) { effect in
                        effect[keyPath: side].map { Quantity.number($0) } ?? "-"
                    }
                } + [""]
        }.dropLast()
    }

    /// As many of the metrics on a line as fit.
    private static func lines(
        _ members: [MetricEffect], _ group: Parameters, _ number: (MetricEffect) -> String
    ) -> [String] {
        let values = group.values.sorted { $0.key < $1.key }.map { $0.value.description }
        let parameters = values.isEmpty ? "" : "(\(values.joined(separator: ", ")))"
        var rest = members[...]
        var lines: [String] = []
        while !rest.isEmpty {
            func line(_ count: Int) -> String {
                let part = rest.prefix(count)
                return part.map(\.metric.name).joined(separator: "/") + parameters + ": Median="
                    + part.map(number).joined(separator: "/")
            }
            let count = (1...rest.count).last { line($0).columns <= width } ?? 1
            lines.append(line(count))
            rest = rest.dropFirst(count)
        }
        return lines
    }

    /// As the kernel's test robot reports: two commits side by side; a spread below 2% is left out, and what is a share
    /// already changes by its difference.
    var lkp: [String] {
        let columns = (value: 22, change: 12, other: 20)
        func value(_ number: Double?, _ stage: StageLabel, _ effect: MetricEffect) -> String {
            let spread = spread(of: stage, effect).flatMap { $0 < 0.02 ? nil : $0 }
            let text = spread.map { " +- " + ($0 * 100).formatted(places: 0).padded(to: 2, left: false) + "%" } ?? ""
            return (number.map { Quantity.number($0) } ?? "-") + text.padded(to: 7)
        }
        let head =
            ["commit:", "  \(before.number) (\(before.name))", "  \(after.number) (\(after.name))", ""] + lkpCase + [
                "",
                before.number.description.padded(to: columns.value, left: false)
                    + after.number.description.padded(to: columns.change + columns.other, left: false),
                String(repeating: "-", count: 16).padded(to: columns.value, left: false) + "  "
                    + String(repeating: "-", count: columns.change + columns.other - 2),
                "%stddev".padded(to: columns.value, left: false) + "%change".padded(to: columns.change, left: false)
                    + "%stddev".padded(to: columns.other, left: false),
            ]
        return head.map { $0.shortened(to: Self.width, with: Self.ellipsis) }
            + effects.flatMap { effect -> [String] in
                let difference = (effect.after ?? 0) - (effect.before ?? 0)
                let isShare = effect.metric.unit == "%"
                let changed = isShare ? String(format: "%+.1f", difference) : EffectsListing.change(effect)
                let numbers =
                    value(effect.before, before, effect).padded(to: columns.value, left: false)
                    + (effect.isChange ? changed : "~").padded(to: columns.change, left: false)
                    + value(effect.after, after, effect).padded(to: columns.other, left: false)
                let line = numbers + "  " + effect.metric.description
                let name = "  " + effect.metric.description.shortened(to: Self.width - 2, with: Self.ellipsis)
                return line.columns <= Self.width ? [line] : [numbers, name]
            }
    }

    /// What was measured, with what and on what.
    private var lkpCase: [String] {
        let (run, known) = (study.run, study.circumstances)
        let config =
            [run.host.kernel, run.host.cpuModel, counted(known.cpus, "CPU")] + [known.toolchain].compactMap { $0 }
        let parameters = known.conditions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let facts = [
            "testcase: \(run.command)", "config: \(config.joined(separator: ", "))",
            "parameters: \((parameters + ["rounds=\(run.completeRounds)"]).joined(separator: ", "))",
        ]
        return facts.flatMap { wrapped($0, to: Self.width, hanging: 2) }
    }

    /// As Go's benchstat has it: old, new and the change, with the p-value and the number of pairs of samples.
    var benchstat: [String] {
        var table = TextTable(header: ["name", "old", "new", "delta", ""], ellipsis: Self.ellipsis)
        table.rows = effects.map { effect in
            let p = effect.isExact ? "exact " : effect.pValue.map { "p=\($0.formatted(places: 3)) " } ?? ""
            let unit = hasLongUnit(effect) ? ", " + effect.metric.unit : ""
            return [
                effect.metric.description + unit, cell(effect.before, before, effect),
                cell(effect.after, after, effect),
                effect.isChange ? EffectsListing.change(effect) : "~",
                "(\(p)n=\(effect.rounds))",
            ]
        }
        return table.lines(within: Self.width) + [
            "p: Wilcoxon's signed-rank test (Student's for few) of the n rounds that",
            "measured both, adjusted for all comparisons and for looking again",
        ]
    }

    private func cell(_ value: Double?, _ stage: StageLabel, _ effect: MetricEffect) -> String {
        let spread = spread(of: stage, effect).map {
            " +-\(($0 * 100).formatted(places: 0).padded(to: 2, left: false))%"
        }
        let text = hasLongUnit(effect) ? value.map { Quantity.number($0) } ?? "-" : quantity(value, effect)
        return text + (spread ?? "")
    }

    /// More than there is room for beside each number: it stands behind the metric's name. Such units have no prefixes.
    private func hasLongUnit(_ effect: MetricEffect) -> Bool { effect.metric.unit.count > 8 }

    /// For a pull request. Where rows are too wide, no blanks stand around their bars; where that is not enough, each
    /// metric's name stands above a table of its parameters.
    var markdown: [String] {
        let wide = Self.markdown(rows(effects) { $0.description }) { "| \($0.joined(separator: " | ")) |" }
        if wide.allSatisfy({ $0.columns <= Self.width }) { return wide }
        let narrow = Self.markdown(rows(effects) { $0.description }) { "|\($0.joined(separator: "|"))|" }
        if narrow.allSatisfy({ $0.columns <= Self.width }) { return narrow }
        var names: [String] = []
        for name in effects.map(\.metric.name) where !names.contains(name) { names.append(name) }
        let blocks = names.map { name in
            let table = rows(effects.filter { $0.metric.name == name }) { metric in
                let values = metric.parameters.values.sorted { $0.key < $1.key }
                return values.isEmpty ? metric.name : values.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
            }
            return ["`\(name)`", ""] + Self.markdown(table, Self.shortened)
        }
        return Array(blocks.joined(separator: [""]))
    }

    private func rows(_ effects: [MetricEffect], _ title: (Metric) -> String) -> [[String]] {
        [["metric", name(before), name(after), "change", "interval"]]
            + effects.map { effect in
                [
                    "`\(title(effect.metric))`", quantity(effect.before, effect), quantity(effect.after, effect),
                    change(effect), EffectsListing.interval(effect, hasLayout: false),
                ]
            }
    }

    private static func markdown(_ rows: [[String]], _ line: ([String]) -> String) -> [String] {
        [line(rows[0]), "|---|--:|--:|--:|--:|"] + rows.dropFirst().map(line)
    }

    private static func shortened(_ row: [String]) -> String {
        let rest = "|" + row.dropFirst().joined(separator: "|") + "|"
        let room = width - 1 - rest.columns
        guard row[0].columns > room else { return "|" + row[0] + rest }
        return "|`\(row[0].filter { $0 != "`" }.shortened(to: max(1, room - 2), with: ellipsis))`" + rest
    }
}
