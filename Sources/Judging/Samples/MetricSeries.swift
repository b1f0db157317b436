import Foundation
import Outputs
import Statistics

/// What one metric gave on stages that were measured in the same rounds.
package struct MetricSeries: Sendable {
    package var metric: Metric
    /// The rank interval of fewer rounds does not reach 95%.
    static let fewestRounds = 6

    /// By stage, and build of it; then by round.
    package var stages: [[Int: Double]]

    package init(metric: Metric, stages: [[Int: Double]]) {
        self.metric = metric
        self.stages = stages
    }

    /// Where rounds go through so many builds of each stage, each build is for itself.
    package func byBuild(_ builds: Int) -> MetricSeries {
        let parts = stages.flatMap { samples in
            Dictionary(grouping: samples) { $0.key % builds }.values.map { Dictionary(uniqueKeysWithValues: $0) }
        }
        return MetricSeries(metric: metric, stages: parts)
    }
}

extension MetricSeries {
    /// Whether the logarithms of the samples can be taken.
    private var isPositive: Bool { stages.allSatisfy { $0.values.allSatisfy { $0 > 0 } } }

    /// The samples less their stage's centre, by round: logarithms where all are above 0, else relative to the centre.
    /// What does not vary, and a stage whose centre is 0, says nothing.
    package var residuals: [(round: Int, value: Double)] {
        let isPositive = isPositive
        return stages.flatMap { samples -> [(round: Int, value: Double)] in
            guard Set(samples.values).count > 1 else { return [] }
            let scaled = isPositive ? samples.mapValues { log($0) } : samples
            guard let centre = estimateCentre(Array(scaled.values))?.value, isPositive || centre != 0 else { return [] }
            return scaled.map { (round: $0.key, value: isPositive ? $0.value - centre : $0.value / abs(centre) - 1) }
        }
    }

    /// A difference of residuals as a share.
    private func share(_ difference: Double) -> Double { isPositive ? expm1(difference) : difference }

    /// The robust standard deviation of a sample, relative to its stage's centre; nil where nothing varies.
    package var deviation: Double? {
        let residuals = residuals
        return residuals.isEmpty ? nil : medianAbsoluteDeviation(residuals.map(\.value))
    }

    /// The trend of what the rounds have in common: the medians of their residuals.
    package var drift: (pValue: Double, change: Double)? {
        let rounds = Dictionary(grouping: residuals, by: \.round).sorted { $0.key < $1.key }
        let medians = rounds.map { median($0.value.map(\.value))! }
        guard medians.count >= Self.fewestRounds, let trend = Trend(medians) else { return nil }
        return (trend.pValue, share(trend.slope * Double(medians.count - 1)))
    }

    /// Whether the residuals have two modes. Values that repeat themselves, such as counts, are not tested: the dip
    /// takes each value for a mode.
    package var modes: (pValue: Double, distance: Double)? {
        let values = residuals.map(\.value)
        let distinct = stages.reduce(0) { $0 + Set($1.values).count }
        guard distinct * 10 >= values.count * 9 else { return nil }
        return (DipTest.pValue(dip: dip(values), count: values.count), share(Self.distanceOfHalves(values.sorted())))
    }

    /// How far the medians of the two parts are apart into which the samples fall with the least variance within.
    private static func distanceOfHalves(_ sorted: [Double]) -> Double {
        guard sorted.count > 1 else { return 0 }
        let total = sorted.reduce(0, +)
        var below = 0.0
        var best = (between: -Double.infinity, count: 1)
        for (index, value) in sorted.dropLast().enumerated() {
            below += value
            let (left, right) = (Double(index + 1), Double(sorted.count - index - 1))
            let distance = below / left - (total - below) / right
            best = max(best, (left * right * distance * distance, index + 1)) { $0.between < $1.between }
        }
        return median(sorted[best.count...])! - median(sorted[..<best.count])!
    }
}

private func max<Value>(_ first: Value, _ second: Value, by precedes: (Value, Value) -> Bool) -> Value {
    precedes(first, second) ? second : first
}
