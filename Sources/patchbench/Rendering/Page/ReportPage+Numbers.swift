import Charts
import Foundation
import Judging
import Outputs
import Statistics

/// Numbers: tables of effects, charts, waterfalls.
extension ReportPage {
    /// Metrics of one name stand together, by their parameters.
    var metricGroups: [(name: String, metrics: [Metric])] {
        var names: [String] = []
        for metric in study.metrics where !names.contains(metric.name) { names.append(metric.name) }
        return names.map { name in (name, study.metrics.filter { $0.name == name }) }
    }

    /// Of each name a table: a row a patch, a column a metric.
    var effectTables: String {
        metricGroups.map { group in
            var seen: Set<StagePair> = []
            var rows: [[String]] = []
            for pair in study.effects.map(\.pair) where seen.insert(pair).inserted {
                rows.append(
                    [link(to: pair.after, headline.name(of: pair))]
                        + group.metrics.map { cell(effect(into: pair.after, $0)) })
            }
            let totals = group.metrics.map { metric in cell(study.totals.first { $0.metric == metric }) }
            if rows.count > 1 { rows.append(["all"] + totals) }
            return PageTable(
                caption: "\(group.name), \(direction(group.metrics[0])): change by each patch",
                header: ["patch"] + group.metrics.map { label($0).escaped }, rows: rows
            ).html
        }.joined()
            + "<p class=\"note\">~ cannot be told from no change; = is unchanged within \u{B1}"
            + "\((study.options.margin * 100).formatted(places: 1))%.</p>"
    }

    private func direction(_ metric: Metric) -> String {
        let unit = metric.unit.isEmpty ? "" : "\(metric.unit), "
        return switch metric.better {
        case .less: unit + "less is better"
        case .more: unit + "more is better"
        case .unknown: unit + "no direction is better"
        }
    }

    /// The parameters alone, where there are any.
    func label(_ metric: Metric) -> String {
        let values = metric.parameters.values.sorted { $0.key < $1.key }
        return values.isEmpty ? metric.name : values.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }

    private func cell(_ effect: MetricEffect?) -> String {
        guard let effect else { return "<td class=\"none\">-</td>" }
        let note = "\(EffectsListing.change(effect)), \(EffectsListing.interval(effect))".escaped
        switch effect.judgement {
        case .undecided: return "<td title=\"\(note)\">~</td>"
        case .unchanged: return "<td title=\"\(note)\">=</td>"
        case .faster, .slower, .more, .less:
            let change = EffectsListing.change(effect).escaped
            return "<td class=\"\(style(effect).rawValue)\" title=\"\(note)\">\(change)</td>"
        }
    }

    func style(_ effect: MetricEffect?) -> Mark.Style {
        switch effect?.judgement {
        case .faster: .better
        case .slower: .worse
        case .more, .less: .changed
        case .unchanged, .undecided, nil: .value
        }
    }

    /// Small ones side by side; metrics of one name on one scale, relative to the first stage.
    var charts: String {
        metricGroups.enumerated().map { index, group in
            let charts = group.metrics.map(stageChart)
            let values = charts.flatMap(\.extent)
            let domain = values.isEmpty ? 0...1 : min(values.min()!, 0)...max(values.max()!, 100)
            let drawn = charts.map { chart -> Chart in
                var chart = chart
                chart.domain = domain
                return chart.chart(width: 300, height: 150) { "\($0.formatted(places: 0))%" }
            }
            let pictures = Chart.svgs(drawn, sharing: "axes-\(index + 1)").map { "<figure>\($0)</figure>" }
            return "<h3>\(group.name.escaped), \(direction(group.metrics[0]).escaped)</h3>"
                + "<div class=\"multiples\">\(pictures.joined())</div>"
        }.joined()
            + "<p class=\"note\">In per cent of the first stage's median: medians with their 95% intervals, every "
            + "sample faint behind them; a coloured point is a change that is told from the stage before. "
            + "\(dashes.escaped)</p>"
    }

    /// What the dashed lines are.
    private var dashes: String {
        if let earlier { return "Dashed: \(name(ofRun: earlier.study)), in per cent of the same." }
        guard let reported = study.reported, !reported.values.isEmpty else { return "" }
        return "Dashed: what was reported elsewhere, in per cent of its own first number (\(reported.source))."
    }

    /// A second line, in per cent: of the other run on the same scale, else what was reported elsewhere on its own.
    private func secondLine(_ metric: Metric, scale: Double) -> [Double?] {
        if earlier != nil {
            return study.stages.map { earlierSamples(of: $0, metric).map { $0.median * scale } }
        }
        let known = study.reported?.values.filter { $0.metric == metric } ?? []
        guard let first = known.first, first.value != 0 else { return [] }
        return study.stages.map { stage in
            known.first { $0.stage == stage.number }.map { $0.value * 100 / first.value }
        }
    }

    private func stageChart(_ metric: Metric) -> StageChart {
        let first = study.stages.first.flatMap { samples(of: $0.number, metric)?.median } ?? 0
        let scale = first == 0 ? 1 : 100 / first
        let values = study.stages.map { stage -> StageChart.Value? in
            guard let samples = samples(of: stage.number, metric) else { return nil }
            let interval = samples.interval
            let effect = effect(into: stage.number, metric)
            let quantity = Quantity(value: samples.median, unit: metric.unit).text
            let change = effect.map { ": \(EffectsListing.change($0)), \($0.verdictName)" } ?? ""
            // A name for each point would make a third of the page: those that changed, and the ends.
            let isTold = effect?.isChange ?? true || stage.number == study.stages.last?.number
            return StageChart.Value(
                samples: samples.samples.map { $0 * scale }, centre: samples.median * scale,
                low: interval.low * scale, high: interval.high * scale, style: style(effect),
                note: isTold ? "\(stage.number) \(stage.name): \(quantity)\(change)" : "")
        }
        let unit = Quantity(value: first, unit: metric.unit).text
        return StageChart(
            title: "\(label(metric)), 100% = \(unit)", stages: study.stages.map(\.number.description), values: values,
            reported: secondLine(metric, scale: scale))
    }

    /// Of each name the metric on which most was changed.
    var waterfalls: String {
        let pictures = metricGroups.compactMap { group -> String? in
            let effects = study.effects.filter { $0.metric.name == group.name }
            guard let lead = Headline(stages: study.stages, effects: effects).lead else { return nil }
            let steps = effects.filter { $0.metric == lead }
            guard let before = steps.first?.before, before > 0 else { return nil }
            let waterfall = Waterfall(
                title: lead.description, start: before,
                steps: steps.map { effect in
                    Waterfall.Step(
                        name: effect.pair.after.description, ratio: effect.isChange ? effect.ratio : 1,
                        style: style(effect),
                        note:
                            "\(headline.name(of: effect.pair)): \(EffectsListing.change(effect)), \(effect.verdictName)"
                    )
                })
            let chart = waterfall.chart(width: 460, height: 200) { Quantity(value: $0, unit: lead.unit).text }
            return "<figure>\(chart.svg)</figure>"
        }
        guard !pictures.isEmpty else { return "" }
        return "<div class=\"multiples large\">\(pictures.joined())</div>"
            + "<p class=\"note\">From the first stage (0) by each patch whose change can be told to the last (=).</p>"
    }
}
