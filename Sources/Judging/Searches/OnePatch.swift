import Foundation
import Statistics

/// A range of one patch has nothing to be searched for: it is compared, in six runs, ABBABA, where they tell enough.
struct OnePatch: Sendable {
    static let runs = 6

    let patch: Int
    let minimumEffect: Double
    let confidence: Double
    private var before: [Double] = []
    private var after: [Double] = []

    init(patch: Int, minimumEffect: Double, confidence: Double) {
        self.patch = patch
        self.minimumEffect = minimumEffect
        self.confidence = confidence
    }

    mutating func record(_ reading: Bisection.Reading, stage: Int) {
        guard case .metric(let value) = reading, count < Self.runs else { return }
        if stage < patch { before.append(value) } else { after.append(value) }
    }

    private var count: Int { before.count + after.count }

    /// Nil where the six do not tell, or values are no positive numbers.
    var step: Bisection.Step? {
        guard (before + after).allSatisfy({ $0 > 0 }) else { return nil }
        guard count == Self.runs else {
            let isFirst = before.count != after.count ? before.count < after.count : count == 0
            return .run(stage: isFirst ? patch - 1 : patch)
        }
        if change != nil { return .finished(.change) }
        return noChangeProbability == nil ? nil : .finished(.noChange)
    }

    private var difference: MeanDifference? {
        guard count == Self.runs, (before + after).allSatisfy({ $0 > 0 }) else { return nil }
        return MeanDifference(from: before.map { log($0) }, to: after.map { log($0) })
    }

    var change: Bisection.Change? {
        guard let difference, difference.tail < 1 - confidence else { return nil }
        let estimate = difference.estimate(confidence: 0.95).mapped(exp)
        return Bisection.Change(of: patch...patch, probability: 1 - difference.tail, effect: estimate)
    }

    /// Nil where a change of the size that counts is not excluded.
    var noChangeProbability: Double? {
        guard let difference, difference.tail >= 1 - confidence else { return nil }
        let bound = log1p(minimumEffect)
        return difference.estimate(confidence: confidence).interval.isInside(-bound...bound) ? confidence : nil
    }
}
