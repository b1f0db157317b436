import Judging
import Outputs
import Statistics
import Workbench

/// Two runs side by side, of one series or of two versions of it.
extension ReportPage {
    /// A row a metric: what all patches together changed in each run, and how the last stages differ; then what became
    /// of each patch from one version to the other.
    var comparison: String {
        guard let earlier else { return "" }
        let (old, new) = (earlier.study, study)
        let rows = new.metrics.filter(old.metrics.contains).map { metric in
            [metric.description.escaped]
                + [old, new].map { run in
                    let total = run.totals.first { $0.metric == metric }
                    return total.map { ($0.isChange ? EffectsListing.change($0) : "~").escaped } ?? "-"
                } + [Self.difference(metric, old, new)]
        }
        let (first, second) = (name(ofRun: old), name(ofRun: new))
        return PageTable(
            caption: "From the first stage to the last in \(first) and in \(second)",
            header: ["metric", first.escaped, second.escaped, "last stage against last stage"], rows: rows
        ).html
            + "<p class=\"note\">Two runs have no rounds in common: last stages are told apart only where the "
            + "intervals of their medians do not overlap.</p>" + versions
    }

    func name(ofRun run: Study) -> String {
        earlier?.versions == nil ? "run \(run.run.number)" : "\(run.series) (run \(run.run.number))"
    }

    /// What the other run measured of the stage: of the patch of that name, else of that number.
    func earlierSamples(of stage: StageLabel, _ metric: Metric) -> MetricSamples? {
        guard let old = earlier?.study else { return nil }
        let number = old.stages.first { $0.name == stage.name }?.number ?? stage.number
        return old.samples(of: number, metric)
    }

    private static func difference(_ metric: Metric, _ old: Study, _ new: Study) -> String {
        guard let before = old.stages.last.flatMap({ old.samples(of: $0.number, metric) }),
            let after = new.stages.last.flatMap({ new.samples(of: $0.number, metric) }), before.median != 0
        else { return "-" }
        let overlap = before.interval.low <= after.interval.high && after.interval.low <= before.interval.high
        return overlap ? "~" : percentChange(after.median / before.median)
    }

    /// A row a patch, each that changed with how.
    private var versions: String {
        guard let report = earlier?.versions else { return "" }
        let rows = report.rows.map { row in
            [
                (row.new ?? row.old)?.subject.escaped ?? "", row.old.map { String($0.number) } ?? "-",
                row.new.map { String($0.number) } ?? "-", row.status.rawValue,
            ]
        }
        let changed = report.rows.filter { !$0.diff.isEmpty }.map { row in
            let title = "\(row.old?.number ?? 0) became \(row.new?.number ?? 0): \(row.new?.subject ?? "")"
            let text = String(decoding: row.diff, as: UTF8.self).escaped
            return "<details><summary>\(title.escaped)</summary><pre class=\"diff\">\(text)</pre></details>"
        }
        return PageTable(
            caption: "The patches of \(report.old) and of \(report.new)",
            header: ["patch", report.old.escaped, report.new.escaped, "is"], rows: rows
        ).html + changed.joined(separator: "\n")
    }
}
