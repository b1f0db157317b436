import Judging
import Outputs
import PatchModel
import Workbench

/// Of each metric what the patches that can be left out are worth: a row a patch, last and in its place. Then those
/// that cannot be left out.
struct AblationListing {
    let report: AblationReport
    /// Columns of the terminal, where there is one.
    var width: Int?

    private var limit: Int { width ?? EffectsListing.mailWidth }

    var lines: [String] {
        let tables = blocks.flatMap { block in
            wrapped(block.title, to: limit) + block.table.lines(within: limit - 2).map { "  " + $0 } + [""]
        }
        let effects = EffectsListing(report: report.effects, width: limit)
        let circumstances = tables.isEmpty ? [] : (legend + effects.circumstances).flatMap { wrapped($0, to: limit) }
        let answer = tables.isEmpty ? [] : wrapped(headline, to: limit) + [""]
        let bindings = BindingListing(patches: report.patches, needed: report.needed, width: limit)
        return answer + tables + bindings.lines + circumstances
    }

    private var headline: String {
        Headline(stages: report.patches, effects: report.effects.effects).text
    }

    /// A table a metric, those that changed most first.
    var blocks: [BenchTable.Block] {
        var metrics: [Metric] = []
        for effect in report.effects.effects where !metrics.contains(effect.metric) { metrics.append(effect.metric) }
        let lead = Headline(stages: report.patches, effects: report.effects.effects).lead
        if let lead { metrics = [lead] + metrics.filter { $0 != lead } }
        return metrics.map { BenchTable.Block(title: $0.description, table: table(of: $0)) }
    }

    private func table(of metric: Metric) -> TextTable {
        var table = TextTable(header: ["", "last", "interval"])
        if isInPlace { table.header += ["in place", "last is worth"] }
        table.rows = report.effects.effects.filter { $0.metric == metric }.map { last in
            let patch = last.pair.patch
            let label = report.patches.first { $0.number == patch?.id }
            let row = [
                label.map { "\($0.number) \($0.name)".shortened(to: 26) } ?? "", Self.change(last),
                EffectsListing.interval(last),
            ]
            return isInPlace ? row + place(patch, metric) : row
        }
        return table
    }

    private var isInPlace: Bool { !report.inPlace.isEmpty }

    /// Of the last patch of all, both are the same.
    private func place(_ patch: StageNumber?, _ metric: Metric) -> [String] {
        func found(_ effects: [MetricEffect]) -> MetricEffect? {
            effects.first { $0.pair.patch == patch && $0.metric == metric }
        }
        return [found(report.inPlace).map(Self.change) ?? "-", found(report.interactions).map(Self.worth) ?? "-"]
    }

    /// `~` where it cannot be told, with the rounds that it would take.
    private static func change(_ effect: MetricEffect) -> String {
        effect.isChange
            ? EffectsListing.change(effect)
            : effect.judgement == .unchanged ? "=" : "~" + (effect.roundsNeeded.map { " (\($0))" } ?? "")
    }

    /// By how much the two effects differ.
    private static func worth(_ interaction: MetricEffect) -> String {
        switch interaction.verdict {
        case .faster: "more: \(percentChange(interaction.ratio))"
        case .slower: "less: \(percentChange(interaction.ratio))"
        case .unchanged: "the same"
        case .undecided: "~"
        }
    }

    private var legend: [String] {
        [
            "last: the top against the top without the patch"
                + (isInPlace ? "; in place: against the stage before it" : ""),
            "= unchanged; ~ cannot be told from no change, in brackets the rounds that it would take",
        ]
    }
}

/// The patches that cannot be left out, and why.
struct BindingListing {
    let patches: [StageLabel]
    let needed: [PatchBinding]
    /// Columns of the terminal, where there is one.
    var width: Int?

    private var limit: Int { width ?? EffectsListing.mailWidth }

    var lines: [String] {
        guard !needed.isEmpty else { return [] }
        return ["cannot be left out:"]
            + needed.flatMap {
                wrapped(
                    "  \($0.needed.number) \($0.needed.name) is needed by \($0.by.number) \($0.by.name): \($0.place)",
                    to: limit, hanging: 2)
            } + [""]
    }

    /// Those that can.
    var others: [String] {
        let others = patches.filter { patch in !needed.contains { $0.needed == patch } }
        return others.isEmpty ? [] : ["can be left out:"] + others.map { "  \($0.number) \($0.name)" }
    }
}
