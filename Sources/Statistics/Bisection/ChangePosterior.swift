import Foundation

/// The posterior over "no change", over every patch as the one that changed the level and, where asked for, over every
/// pair of patches, given the samples so far.
///
/// Patches between two neighbouring measured stages cannot be told apart yet, so that one hypothesis, a gap, stands for
/// all of them and is split when a stage inside it is measured: the state of a hypothesis is the same for both parts up
/// to then. Time per sample is proportional to the gaps (or to their pairs), not to the length of the series.
struct ChangePosterior<Model: Evidence>: Sendable {
    /// No change where `first` is nil; one change where `first` == `second`, or two in the same gap; else two.
    struct Hypothesis: Sendable {
        var first: Gap?
        var second: Gap?
        var evidence: Model
        var logPrior = 0.0
        var probability = 0.0

        func level(of stage: Int) -> Level {
            guard let first, let second else { return .left }
            return stage <= first.low ? .left : stage >= second.high ? .right : .between
        }
    }

    private(set) var hypotheses: [Hypothesis]
    private(set) var marks: [Int]
    let prior: ChangePrior

    init(prior: ChangePrior, model: Model) {
        self.prior = prior
        let whole = Gap(low: prior.stages.lowerBound, high: prior.stages.upperBound)
        marks = [whole.low, whole.high]
        hypotheses = [
            Hypothesis(first: nil, second: nil, evidence: model, logPrior: log(prior.mass(nil, nil))),
            Hypothesis(first: whole, second: whole, evidence: model, logPrior: log(prior.mass(whole, whole))),
        ]
        normalize()
    }

    /// Takes a sample, `elapsed` runs after the last one. O(hypotheses).
    mutating func observe(_ value: Model.Value, stage: Int, elapsed: Double) {
        split(at: stage)
        for index in hypotheses.indices {
            let level = hypotheses[index].level(of: stage)
            hypotheses[index].evidence.observe(value, level: level, elapsed: elapsed)
        }
        normalize()
    }

    /// The same with marks at more stages, of which nothing was measured.
    func refined(at stages: [Int]) -> ChangePosterior {
        var refined = self
        for stage in stages { refined.split(at: stage) }
        refined.normalize()
        return refined
    }

    /// The probability that no patch of the range changed the level.
    var noChange: Double { hypotheses[0].probability }

    /// The gaps between measured stages, in order.
    var gaps: [Gap] {
        zip(marks, marks.dropFirst()).map { Gap(low: $0, high: $1) }
    }

    /// For each of `gaps`, the probability that there is a change in it.
    var gapProbabilities: [Double] {
        var sums = [Double](repeating: 0, count: marks.count - 1)
        let position = Dictionary(uniqueKeysWithValues: zip(marks, 0...))
        for hypothesis in hypotheses {
            guard let first = hypothesis.first, let second = hypothesis.second else { continue }
            sums[position[first.low]!] += hypothesis.probability
            if second != first { sums[position[second.low]!] += hypothesis.probability }
        }
        return sums
    }

    private mutating func split(at stage: Int) {
        guard let index = marks.firstIndex(where: { $0 >= stage }), marks[index] != stage else { return }
        let low = Gap(low: marks[index - 1], high: stage)
        let high = Gap(low: stage, high: marks[index])
        let old = Gap(low: low.low, high: high.high)
        marks.insert(stage, at: index)
        var parts: [Hypothesis] = []
        parts.reserveCapacity(hypotheses.count + marks.count)
        for hypothesis in hypotheses {
            for first in hypothesis.first == old ? [low, high] : [hypothesis.first] {
                for second in hypothesis.second == old ? [low, high] : [hypothesis.second] {
                    if let first, let second, first.low > second.low { continue }
                    // Two changes in neighbouring parts are possible only where the prior allows two at all.
                    if !prior.allowsTwo, first != second { continue }
                    var part = hypothesis
                    (part.first, part.second) = (first, second)
                    part.logPrior = log(prior.mass(first, second))
                    parts.append(part)
                }
            }
        }
        hypotheses = parts
    }

    private mutating func normalize() {
        var largest = -Double.infinity
        for index in hypotheses.indices {
            hypotheses[index].probability = hypotheses[index].logPrior + hypotheses[index].evidence.logLikelihood
            largest = max(largest, hypotheses[index].probability)
        }
        var sum = 0.0
        for index in hypotheses.indices {
            hypotheses[index].probability = exp(hypotheses[index].probability - largest)
            sum += hypotheses[index].probability
        }
        for index in hypotheses.indices { hypotheses[index].probability /= sum }
    }
}
