import Charts
import Judging
import Outputs
import PatchModel

/// Metrics that were measured on several numbers of CPUs.
extension ReportPage {
    private static let cpus = "cpus"
    /// Two make no curve.
    private static let fewestPoints = 3

    /// One metric on one number of CPUs after the other.
    private struct Curve {
        /// Without the number.
        var name: String
        var unit: String
        var metrics: [(cpus: Double, metric: Metric)] = []
    }

    /// A picture each, a line a stage.
    var curves: String {
        let pictures = allCurves.map { curve in
            let chart = CurveChart(title: "\(curve.name), \(curve.unit)", lines: lines(of: curve))
            return "<figure>"
                + chart.chart(width: 300, height: 220) { Quantity(value: $0, unit: "").text }.svg + "</figure>"
        }
        guard !pictures.isEmpty, let first = study.stages.first, let last = study.stages.last else { return "" }
        return "<div class=\"multiples\">\(pictures.joined())</div>"
            + "<p class=\"note\">By the number of CPUs, both scales logarithmic: the first stage (\(first.number)) "
            + "dark, the last (\(last.number)) coloured, those between faint.</p>"
    }

    private var allCurves: [Curve] {
        var curves: [Curve] = []
        for metric in study.metrics {
            guard let cpus = metric.parameters.values[Self.cpus]?.number else { continue }
            let others = metric.parameters.values.filter { $0.key != Self.cpus }
            let bare = Metric(
                name: metric.name, parameters: Parameters(others), unit: metric.unit, better: metric.better)
            let index = curves.firstIndex { $0.name == bare.description } ?? curves.endIndex
            if index == curves.endIndex { curves.append(Curve(name: bare.description, unit: metric.unit)) }
            curves[index].metrics.append((cpus, metric))
        }
        return curves.filter { $0.metrics.count >= Self.fewestPoints }
    }

    private func lines(of curve: Curve) -> [CurveChart.Line] {
        let last = study.stages.count - 1
        let lines = study.stages.enumerated().map { index, stage in
            let points = curve.metrics.sorted { $0.cpus < $1.cpus }.compactMap { cpus, metric in
                study.samples(of: stage.number, metric).map { Point(cpus, $0.median) }
            }
            return CurveChart.Line(
                name: stage.number.description, points: points,
                style: index == 0 ? .value : index == last ? .changed : .sample,
                rank: index == 0 ? 0 : index == last ? 1 : index + 1)
        }
        // The first and the last are drawn above the others.
        return lines.sorted { $0.rank > $1.rank }
    }
}
