import Judging
import Outputs
import PatchModel
import Workbench

/// A row for every patch that can be left out and metric; then those that cannot.
struct AblationListing {
    let report: AblationReport

    var lines: [String] {
        let table = report.effects.effects.isEmpty ? [] : table.lines + [""]
        let circumstances = table.isEmpty ? [] : legend + EffectsListing(report: report.effects).circumstances
        return table + BindingListing(patches: report.patches, needed: report.needed).lines + circumstances
    }

    private var table: TextTable {
        var table = TextTable(header: ["patch", "metric", "last", "interval", "verdict"])
        if isInPlace { table.header += ["in place", "interaction", "interval", "worth last"] }
        table.rows = report.effects.effects.map { last in
            let patch = last.pair.patch
            let label = report.patches.first { $0.number == patch?.id }
            let row = [
                label.map { "\($0.number) \($0.name)" } ?? "", last.metric.description,
                percentChange(last.ratio),
                EffectsListing.interval(last), EffectsListing.verdict(last),
            ]
            return isInPlace ? row + place(patch, last.metric) : row
        }
        return table
    }

    private var isInPlace: Bool { !report.inPlace.isEmpty }

    /// Of the last patch of all, both are the same.
    private func place(_ patch: StageNumber?, _ metric: Metric) -> [String] {
        func found(_ effects: [MetricEffect]) -> MetricEffect? {
            effects.first { $0.pair.patch == patch && $0.metric == metric }
        }
        let place = found(report.inPlace).map { percentChange($0.ratio) } ?? "-"
        guard let interaction = found(report.interactions) else { return [place, "-", "-", "-"] }
        return [
            place, percentChange(interaction.ratio), EffectsListing.interval(interaction),
            Self.worth(interaction),
        ]
    }

    private static func worth(_ interaction: MetricEffect) -> String {
        switch interaction.verdict {
        case .faster: "more"
        case .slower: "less"
        case .unchanged: "the same"
        case .undecided: EffectsListing.verdict(interaction)
        }
    }

    private var legend: [String] {
        ["last: the top against the top without the patch"]
            + (isInPlace
                ? ["in place: against the stage before it; interaction: by how much the two effects differ"] : [])
    }
}

/// The patches that cannot be left out, and why.
struct BindingListing {
    let patches: [StageLabel]
    let needed: [PatchBinding]

    var lines: [String] {
        guard !needed.isEmpty else { return [] }
        return ["cannot be left out:"]
            + needed.map {
                "  \($0.needed.number) \($0.needed.name) is needed by \($0.by.number) \($0.by.name): \($0.place)"
            } + [""]
    }

    /// Those that can.
    var others: [String] {
        let others = patches.filter { patch in !needed.contains { $0.needed == patch } }
        return others.isEmpty ? [] : ["can be left out:"] + others.map { "  \($0.number) \($0.name)" }
    }
}
