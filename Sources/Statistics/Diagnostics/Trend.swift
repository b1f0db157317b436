import Foundation

/// A trend over the order of the samples.
public struct Trend: Equatable, Sendable {
    /// Per sample, by Theil and Sen: the median of the slopes between all pairs.
    public let slope: Double
    /// Two-sided, by Mann's and Kendall's test: whether later samples tend to be larger, or smaller.
    public let pValue: Double

    /// Nil for less than two samples. O(n^2 log n).
    public init?(_ samples: [Double]) {
        guard samples.count > 1 else { return nil }
        var slopes: [Double] = []
        var score = 0
        for (first, value) in samples.enumerated() {
            for second in first + 1..<samples.count {
                slopes.append((samples[second] - value) / Double(second - first))
                score += samples[second] > value ? 1 : samples[second] < value ? -1 : 0
            }
        }
        slope = median(slopes)!
        pValue = Kendall.pValue(score: score, samples)
    }
}

/// Kendall's score, pairs in order less pairs out of order, where every order is as likely (Kendall, *Rank Correlation
/// Methods*, 1970; Mann, Econometrica 13, 1945).
private enum Kendall {
    /// Above this many samples the normal approximation is within 1e-3 of the exact tail.
    static let exactLimit = 64

    /// Exact without ties up to `exactLimit` samples, else by the normal approximation with the variance that ties
    /// leave.
    static func pValue(score: Int, _ samples: [Double]) -> Double {
        let count = samples.count
        let ties = Dictionary(grouping: samples, by: \.self).values.map(\.count).filter { $0 > 1 }
        guard !ties.isEmpty || count > exactLimit else { return exact(score: score, count: count) }
        func weight(_ group: Int) -> Double { Double(group * (group - 1) * (2 * group + 5)) }
        let variance = (weight(count) - ties.reduce(0) { $0 + weight($1) }) / 18
        return variance > 0 ? Normal.twoSidedTail(Double(score) / variance.squareRoot()) : 1
    }

    private static func exact(score: Int, count: Int) -> Double {
        let pairs = count * (count - 1) / 2
        let outOfOrder = (pairs - abs(score)) / 2
        let tail = inversions(count).prefix(outOfOrder + 1).reduce(0, +)
        return min(1, 2 * tail)
    }

    /// P(a random order of `count` has i pairs out of order), for every i: the last has 0 to count - 1 before it that
    /// are larger, each as likely.
    private static func inversions(_ count: Int) -> [Double] {
        var probabilities = [1.0]
        for last in 1..<count {
            var next = [Double](repeating: 0, count: probabilities.count + last)
            for (already, probability) in probabilities.enumerated() {
                for more in 0...last { next[already + more] += probability / Double(last + 1) }
            }
            probabilities = next
        }
        return probabilities
    }
}
