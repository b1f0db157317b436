import Judging
import Outputs
import Statistics
import Workbench

/// Two runs side by side.
extension ReportPage {
    /// A row a metric: what all patches together changed in each run, and how the last stages differ.
    var comparison: String {
        guard let earlier else { return "" }
        let rows = study.metrics.filter { earlier.metrics.contains($0) }.map { metric in
            [metric.description.escaped]
                + [earlier, study].map { run in
                    let total = run.totals.first { $0.metric == metric }
                    return total.map { $0.isChange ? EffectsListing.change($0) : "~" } ?? "-"
                } + [difference(metric, earlier)]
        }
        let header = [
            "metric", "run \(earlier.run.number)", "run \(study.run.number)", "last stage against last stage",
        ]
        return PageTable(
            caption: "From the first stage to the last in run \(earlier.run.number) and in run \(study.run.number)",
            header: header, rows: rows
        ).html
            + "<p class=\"note\">Two runs have no rounds in common: last stages are told apart only where the "
            + "intervals of their medians do not overlap.</p>"
    }

    private func difference(_ metric: Metric, _ earlier: Study) -> String {
        guard let old = earlier.stages.last.flatMap({ earlier.samples(of: $0.number, metric) }),
            let new = study.stages.last.flatMap({ study.samples(of: $0.number, metric) }), old.median != 0
        else { return "-" }
        let overlap = old.interval.low <= new.interval.high && new.interval.low <= old.interval.high
        return overlap ? "~" : percentChange(new.median / old.median)
    }
}
