import Foundation

/// Wilcoxon's signed-rank statistic under the null hypothesis: each of n differences is as likely above 0 as below.
enum SignedRank {
    /// Above this many differences the normal approximation is within 1e-4 of the exact tail.
    static let exactLimit = 64

    /// The two-sided p-value of W+, zeros dropped, ties at their mean rank. Exact, ties or not, up to `exactLimit`
    /// differences: the distribution over all signs of these very ranks. O(n^3) where there are ties.
    static func pValue(_ differences: [Double]) -> Double {
        let nonzero = differences.filter { $0 != 0 }
        guard !nonzero.isEmpty else { return 1 }
        let doubled = doubledMidranks(nonzero.map(abs))
        let statistic = zip(nonzero, doubled).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
        let total = doubled.reduce(0, +)
        let smaller = min(statistic, total - statistic)
        if nonzero.count > exactLimit { return normalTail(smaller, ranks: doubled) }
        if Set(doubled).count == doubled.count { return min(1, 2 * tails[doubled.count][smaller / 2]) }
        let probabilities = distribution(ranks: doubled)
        return min(1, 2 * probabilities[...smaller].reduce(0, +))
    }

    /// The largest k for which the (k+1)-th smallest and largest Walsh averages (k from 0) hold the centre with the
    /// confidence asked for: 1 - 2 P(W+ <= k). nil where no k does.
    static func intervalIndex(count: Int, confidence: Double) -> (index: Int, confidence: Double)? {
        guard count > 0 else { return nil }
        if count > exactLimit {
            let mean = Double(count * (count + 1)) / 4
            let variance = mean * Double(2 * count + 1) / 6
            let z = Normal.quantile(twoSidedTail: 1 - confidence)
            let index = Int((mean - z * variance.squareRoot() - 0.5).rounded(.down))
            return index < 0 ? nil : (index, confidence)
        }
        let past = tails[count].firstIndex { 1 - 2 * $0 < confidence } ?? tails[count].count
        return past == 0 ? nil : (past - 1, 1 - 2 * tails[count][past - 1])
    }

    /// P(W+ <= k) by k, for each count up to `exactLimit`, as far as it is below 1/2.
    private static let tails: [[Double]] = (0...exactLimit).map { count in
        var tail = 0.0
        return distribution(ranks: Array(1..<max(1, count + 1))).prefix(count * (count + 1) / 4 + 1).map {
            tail += $0
            return tail
        }
    }

    /// P(sum of a random half of `ranks` = i) for every i.
    private static func distribution(ranks: [Int]) -> [Double] {
        var probabilities = [Double](repeating: 0, count: ranks.reduce(0, +) + 1)
        probabilities[0] = 1
        var reached = 0
        for rank in ranks {
            reached += rank
            for sum in stride(from: reached, through: 0, by: -1) {
                let without = probabilities[sum]
                let with = sum >= rank ? probabilities[sum - rank] : 0
                probabilities[sum] = (without + with) / 2
            }
        }
        return probabilities
    }

    /// Ranks from 1, ties at their mean, times two so that they are whole.
    private static func doubledMidranks(_ values: [Double]) -> [Int] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Int](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            for position in start...end { ranks[order[position]] = start + end + 2 }
            start = end + 1
        }
        return ranks
    }

    private static func normalTail(_ smaller: Int, ranks: [Int]) -> Double {
        let mean = Double(ranks.reduce(0, +)) / 2
        let variance = ranks.reduce(0.0) { $0 + Double($1 * $1) } / 4
        let z = max(0, mean - Double(smaller) - 1) / variance.squareRoot()
        return Normal.twoSidedTail(z)
    }
}
