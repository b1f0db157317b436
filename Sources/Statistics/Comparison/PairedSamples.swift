import Foundation

/// A metric on two stages, measured in the same rounds: one difference a round, so that what a round has in common
/// (drift, load) falls out.
public struct PairedSamples: Equatable, Sendable {
    /// What a difference is.
    public enum Scale: Equatable, Sendable {
        /// ln(after / before).
        case logarithm
        /// (after - before) / the mean of before, or of after where before is 0 throughout: for metrics that can be 0.
        case relative
    }

    public let differences: [Double]
    public let scale: Scale
    /// Where each difference is the centre of a build's rounds, those of the rounds, of which there are more at each
    /// look; else nil.
    let byRound: [Double]?
    /// By how much a build's centre varies by its rounds alone, as a variance.
    private let noise: Double

    public var rounds: Int { differences.count }

    /// `before[r]` and `after[r]` are of the same round. The scale is logarithmic where every sample is above 0.
    public init(before: [Double], after: [Double]) {
        precondition(before.count == after.count, "one sample of each stage a round")
        let pairs = zip(before, after)
        (byRound, noise) = (nil, 0)
        if pairs.allSatisfy({ $0 > 0 && $1 > 0 }) {
            scale = .logarithm
            differences = pairs.map { log($1 / $0) }
            return
        }
        scale = .relative
        let sums = (before.reduce(0, +), after.reduce(0, +))
        let mean = abs(sums.0 != 0 ? sums.0 : sums.1) / Double(before.count)
        differences = pairs.map { $0 == $1 ? 0 : ($1 - $0) / mean }
    }

    private init(builds differences: [Double], of rounds: [Double], noise: Double, _ scale: Scale) {
        (byRound, self.noise) = (rounds, noise)
        self.differences = differences
        self.scale = scale
    }

    /// One difference a build instead of one a round: where code comes to lie is the same in all rounds of a build, so
    /// that more of them say no more of it. `builds[r]` is the build that both stages had in round r.
    public func byBuild(_ builds: [Int]) -> PairedSamples {
        precondition(builds.count == rounds, "one build a round")
        let groups = Dictionary(grouping: zip(builds, differences), by: \.0).sorted { $0.key < $1.key }
            .map { $0.value.map(\.1) }
        let centres = groups.map { estimateCentre($0)!.value }
        return PairedSamples(
            builds: centres, of: differences, noise: Self.noise(of: groups, around: centres), scale)
    }

    /// The variance of a centre, by the rounds of the builds that have more than one.
    private static func noise(of builds: [[Double]], around centres: [Double]) -> Double {
        let several = zip(builds, centres).filter { $0.0.count > 1 }
        let residuals = several.flatMap { build, centre in build.map { $0 - centre } }
        guard let deviation = medianAbsoluteDeviation(residuals) else { return 0 }
        let variance = deviation * deviation * Double(residuals.count) / Double(residuals.count - several.count)
        return variance * Double(builds.count) / Double(builds.reduce(0) { $0 + $1.count })
    }

    /// How probable differences like these are without an effect, at one look. Centres of many rounds are nearly
    /// Gaussian, and the few builds that there are too few for ranks: of them Student's t tells more (Kalibera and
    /// Jones, ISMM 2013, do so with the means of the highest level).
    var pValue: Double {
        byRound == nil || differences.isEmpty ? centreTest(differences) : SampleMean(differences).pValue
    }

    /// The robust standard deviation of the ratio from one difference to another, without what the rounds of a build
    /// explain of it; nil for fewer than three. Of builds with one round each that is not known.
    public var spread: Double? {
        guard rounds > 2, let whole = medianAbsoluteDeviation(differences) else { return nil }
        let deviation = max(0, whole * whole - noise).squareRoot()
        return scale == .logarithm ? expm1(deviation) : deviation
    }

    /// The ratio after / before that a difference stands for.
    public func ratio(_ difference: Double) -> Double {
        scale == .logarithm ? exp(difference) : 1 + difference
    }

    /// The differences that count as no change, for a margin such as 0.01 (1%).
    func equivalenceRange(margin: Double) -> ClosedRange<Double> {
        let bound = scale == .logarithm ? log1p(margin) : margin
        return -bound...bound
    }
}
