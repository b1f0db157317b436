import Foundation
import Judging
import Statistics
import Workbench

/// What two stages of a study gave, to be pasted into a mail: plain text of at most 75 columns that survives quoting
/// and needs no drawing characters.
struct CoverTable {
    enum Style: String, CaseIterable, Sendable {
        case list, table, lkp, benchstat, markdown
    }

    static let width = 75
    static let ellipsis = "..."

    let study: Study
    let before: StageLabel
    let after: StageLabel
    /// One a metric that both have, judged together.
    let effects: [MetricEffect]

    func lines(_ style: Style) -> [String] {
        let table =
            switch style {
            case .list: list
            case .table: plain
            case .lkp: lkp
            case .benchstat: benchstat
            case .markdown: markdown
            }
        return table + [""] + notes.flatMap { wrapped($0, to: Self.width) }
    }

    func quantity(_ value: Double?, _ effect: MetricEffect) -> String {
        value.map { Quantity(value: $0, unit: effect.metric.unit).text } ?? "-"
    }

    /// `~` where it cannot be told from no change.
    func change(_ effect: MetricEffect) -> String {
        switch effect.judgement {
        case .undecided: "~"
        case .unchanged: "="
        case .faster, .slower, .more, .less: EffectsListing.change(effect)
        }
    }

    /// The robust standard deviation of a stage's samples, relative to their median; nil for one sample or a median
    /// of 0.
    func spread(of stage: StageLabel, _ effect: MetricEffect) -> Double? {
        guard let samples = study.samples(of: stage.number, effect.metric), samples.samples.count > 1,
            samples.median != 0, let deviation = medianAbsoluteDeviation(samples.samples)
        else { return nil }
        return abs(deviation / samples.median)
    }

    /// A row a metric: before, after, the change with its interval.
    private var plain: [String] {
        var table = TextTable(
            header: ["", name(before), name(after), "change", "95% interval"], ellipsis: Self.ellipsis)
        table.rows = effects.map { effect in
            [
                effect.metric.description, quantity(effect.before, effect), quantity(effect.after, effect),
                change(effect), EffectsListing.interval(effect, hasLayout: false),
            ]
        }
        return table.lines(within: Self.width)
    }

    /// In 16 columns of ASCII, whatever a mail's reader has.
    func name(_ stage: StageLabel) -> String {
        stage.name.shortened(to: 16, with: Self.ellipsis)
    }

    /// What reviewers ask for first.
    private var notes: [String] {
        let (run, known) = (study.run, study.circumstances)
        let conditions = known.conditions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        var notes = [
            "\(study.series): \(before.number) (\(before.name)) against \(after.number) (\(after.name)).",
            "Measured with `\(run.command)`" + (conditions.isEmpty ? "" : " (\(conditions.joined(separator: ", ")))")
                + " on \(counted(known.cpus, "CPU")); \(run.host.cpuModel), \(counted(run.host.cpus, "CPU"))"
                + "\(run.isVirtual ? ", a virtual machine" : ""), \(run.host.kernel).",
            "A number is the median of \(counted(run.completeRounds, "process", plural: "processes")), one a "
                + "round; in a round each stage ran once, in random order; \(builds(run.rebuilds)).",
            "All changes together are true with \((study.options.confidence * 100).formatted(places: 0))%; ~ cannot be "
                + "told from no change, = is within +-\((study.options.margin * 100).formatted(places: 1))%.",
        ]
        if let toolchain = known.toolchain { notes.append("Built with \(toolchain).") }
        return notes + study.caveats.map { "Caution: \($0.message)." }
    }
}
