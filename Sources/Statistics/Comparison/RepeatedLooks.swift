import Foundation

/// What one look at the rounds may say where every look counts: rounds end when what they show is enough, and so are
/// looked at again and again. At the levels of here an interval holds the truth at all looks together, from round
/// `first` to round `last`, with the confidence asked for: repeated confidence intervals (Jennison and Turnbull, J. R.
/// Stat. Soc. B 51, 1989), or a confidence sequence (Howard and others, Ann. Stat. 49, 2021), and p-values that are
/// always valid (Johari and others, KDD 2017).
///
/// The interval holds what no test of its own rejects. A value within the margin is tested at the level asked for. One
/// outside of it is tested at half of that, and the rest pays for a second test, `Equivalence`, of whether the centre
/// lies nearer to 0: what has no effect is shown to have none in two thirds of the rounds.
///
/// The boundary is Pocock's (Biometrika 64, 1977), the same level at every look, but a higher one at the first few,
/// where ranks are coarse. The signed ranks of differences that are independent and lie symmetrically about their
/// centre have one distribution whatever theirs is, so that it was simulated once for all.
struct RepeatedLooks: Sendable {
    /// No run ends by what was seen in fewer rounds: one that its budget ends sooner has been looked at once.
    static let first = StoppingRule.minimumRounds
    static let last = 200

    /// Of the look; nil where there is one look only.
    private let rounds: Int?
    private let areBuilds: Bool

    init(rounds: Int) {
        self.rounds = rounds < Self.first ? nil : rounds
        areBuilds = false
    }

    init(_ samples: PairedSamples) {
        let count = samples.byRound?.count ?? samples.rounds
        rounds = count < Self.first ? nil : count
        areBuilds = samples.byRound != nil
    }

    /// The level for this look such that all looks together err with `level`.
    func level(_ level: Double) -> Double {
        guard let rounds else { return level }
        let late = Self.interpolate(level, Self.table.map { (log($0.tail), log($0.level)) })
        return min(level, Self.weight(rounds) * late)
    }

    /// The chance that any look shows what is as unlikely as `pValue` at this one: the inverse of `level`.
    func pValue(_ pValue: Double) -> Double {
        guard let rounds, pValue > 0 else { return pValue }
        let scaled = pValue / Self.weight(rounds)
        return min(1, max(pValue, Self.interpolate(scaled, Self.table.map { (log($0.level), log($0.tail)) })))
    }

    func pValue(of samples: PairedSamples) -> Double {
        guard let rounds = samples.byRound else { return pValue(samples.pValue) }
        return max(samples.pValue, pValue(centreTest(rounds)))
    }

    /// What a look shows.
    struct Look {
        /// The centre with the interval that holds at this look and all others.
        var estimate: Estimate
        /// So far from the margin's end the centre may be shown to lie within it.
        var equivalenceHalfWidth: Double
    }

    /// The number of builds is given beforehand, so that where code comes to lie is looked at once; what runs vary is
    /// looked at again and again. The interval is as wide as either says, the estimate that of the builds.
    /// - Parameter range: What counts as no effect.
    func look(at samples: PairedSamples, margin range: ClosedRange<Double>, confidence: Double) -> Look {
        guard let rounds = samples.byRound, !rounds.isEmpty else {
            return look(at: samples.differences, margin: range, confidence: confidence)
        }
        let (mean, runs) = (SampleMean(samples.differences), look(at: rounds, margin: range, confidence: confidence))
        let interval = mean.interval(confidence: confidence).joined(with: runs.estimate.interval)
        return Look(Estimate(value: mean.value, interval: interval))
    }

    /// - Parameter range: What counts as no effect.
    func look(at differences: [Double], margin range: ClosedRange<Double>, confidence: Double) -> Look {
        guard let centre = CentreEstimator(differences) else {
            let interval = Interval(low: -.infinity, high: .infinity, confidence: confidence)
            return Look(Estimate(value: 0, interval: interval))
        }
        let tail = 1 - confidence
        let inner = centre.interval(confidence: 1 - level(tail))
        guard rounds != nil else { return Look(Estimate(value: centre.value, interval: inner)) }
        let outer = centre.interval(confidence: 1 - level(tail * Self.outerShare))
        var (low, high) = (Self.low(inner, outer, range), -Self.low(-inner, -outer, -range))
        let equivalence = Equivalence(inner, rounds: differences.count, margin: range, tail: tail)
        if equivalence.isShown(by: centre) { (low, high) = (max(low, range.lowerBound), min(high, range.upperBound)) }
        let interval = Interval(low: low, high: high, confidence: 1 - pValue(1 - inner.confidence))
        return Look(
            estimate: Estimate(value: centre.value, interval: interval), equivalenceHalfWidth: equivalence.halfWidth)
    }

    /// Of the error rate, what there is for values outside of the margin.
    private static let outerShare = 0.5

    /// The lowest value that is left. Where none within the margin is, it lies above: a value beyond the other end of
    /// the margin is farther off by the whole of it.
    private static func low(_ inner: Interval, _ outer: Interval, _ range: ClosedRange<Double>) -> Double {
        if inner.low > range.upperBound { return max(range.upperBound.nextUp, outer.low) }
        return outer.low < range.lowerBound ? outer.low : inner.low
    }

    /// The share of the error rate at which a change that may be smaller than the margin is shown. Where there is one
    /// look, what is left open is what luck has moved off 0, and at the full rate one A/A comparison in twenty-five
    /// would end in a verdict; where there are many, one look has a fourteenth of the rate as it is. Builds are one
    /// look.
    var smallEffectShare: Double { rounds == nil || areBuilds ? 0.2 : 1 }

    /// How the level of a look compares with that of a late one.
    private static func weight(_ rounds: Int) -> Double { rounds <= 12 ? 2.4 : 1 }

    /// On logarithms, linear between the points, and beyond the last as between the last two.
    private static func interpolate(_ value: Double, _ points: [(x: Double, y: Double)]) -> Double {
        let x = log(value)
        let next = max(1, points.firstIndex { $0.x <= x } ?? points.count - 1)
        let (high, low) = (points[next - 1], points[next])
        return exp(low.y + (x - low.x) / (high.x - low.x) * (high.y - low.y))
    }

    /// P(a look of rounds 8 to 200 has a p-value of `level` or less, times the look's weight) = `tail`.
    private static let table: [(tail: Double, level: Double)] = [
        (1, 1), (0.95, 0.2372), (0.8, 0.1497), (0.65, 0.1023), (0.5, 0.06673), (0.3, 0.03255), (0.2, 0.01909),
        (0.1, 0.0081), (0.05, 0.003508), (0.02, 0.00122), (0.01, 0.0005517), (0.005, 0.0002523),
        (0.002, 9.537e-05), (0.001, 4.537e-05), (0.0005, 2.191e-05), (0.0001, 3.879e-06),
    ]
}

extension Interval {
    /// What holds both.
    fileprivate func joined(with other: Interval) -> Interval {
        Interval(
            low: min(low, other.low), high: max(high, other.high), confidence: min(confidence, other.confidence))
    }

    fileprivate static prefix func - (interval: Interval) -> Interval {
        Interval(low: -interval.high, high: -interval.low, confidence: interval.confidence)
    }
}

extension ClosedRange<Double> {
    fileprivate static prefix func - (range: Self) -> Self { -range.upperBound ... -range.lowerBound }
}

extension RepeatedLooks.Look {
    /// The only one, which shows what its interval does and no more.
    fileprivate init(_ estimate: Estimate) {
        let halfWidth = (estimate.interval.high - estimate.interval.low) / 2
        self.init(estimate: estimate, equivalenceHalfWidth: halfWidth)
    }
}
