import Foundation

/// The dip's distribution for samples of one mode: of the uniform distribution, which has the largest dips of them.
public enum DipTest {
    /// P(dip of so many samples with one mode >= `dip`), where that is below 0.1; else 1. Fewer samples than 8 tell
    /// nothing: 1.
    ///
    /// Between the quantiles, which were simulated (100,000 samples or more a row), the logarithm of the tail is taken
    /// as linear in dip x sqrt(n), and the quantiles as linear in 1 / sqrt(n).
    public static func pValue(dip: Double, count: Int) -> Double {
        guard let quantiles = quantiles(count: count) else { return 1 }
        let scaled = dip * Double(count).squareRoot()
        guard scaled >= quantiles[0] else { return 1 }
        let next = min(quantiles.firstIndex { scaled < $0 } ?? quantiles.count, quantiles.count - 1)
        let share = (scaled - quantiles[next - 1]) / (quantiles[next] - quantiles[next - 1])
        return pow(10, -Double(next) - share)
    }

    /// The quantiles of dip x sqrt(n) with the tails 0.1, 0.01, 0.001 and 0.0001.
    private static func quantiles(count: Int) -> [Double]? {
        guard let above = table.firstIndex(where: { count <= $0.count }) else {
            return table[table.count - 1].quantiles
        }
        guard table[above].count != count else { return table[above].quantiles }
        guard above > 0 else { return nil }
        func place(_ count: Int) -> Double { 1 / Double(count).squareRoot() }
        let (small, large) = (table[above - 1], table[above])
        let share = (place(count) - place(small.count)) / (place(large.count) - place(small.count))
        return zip(small.quantiles, large.quantiles).map { $0 + share * ($1 - $0) }
    }

    private static let table: [(count: Int, quantiles: [Double])] = [
        (8, [0.4016, 0.4904, 0.5512, 0.6049]),
        (10, [0.4130, 0.5037, 0.5709, 0.6152]),
        (12, [0.4155, 0.5141, 0.5863, 0.6376]),
        (15, [0.4262, 0.5275, 0.6038, 0.6606]),
        (20, [0.4346, 0.5387, 0.6186, 0.6832]),
        (30, [0.4465, 0.5568, 0.6441, 0.7132]),
        (50, [0.4588, 0.5729, 0.6661, 0.7442]),
        (100, [0.4716, 0.5895, 0.6837, 0.7591]),
        (200, [0.4801, 0.6011, 0.7015, 0.7915]),
        (500, [0.4885, 0.6135, 0.7182, 0.7947]),
        (1000, [0.4939, 0.6205, 0.7252, 0.8249]),
    ]
}
