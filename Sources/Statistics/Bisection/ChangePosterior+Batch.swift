import Foundation

/// Several runs at once: each is worth what it tells beyond the others.
extension ChangePosterior {
    /// Of what so many runs made at once tell most, `first` among them: one after the other the stage with the largest
    /// gain, given those before. Between stages it is the covariance, over the hypotheses, of what is foretold of them
    /// that says how far one run makes up for another.
    /// - Parameter worth: What the gain of a run of a stage counts, 0 where it cannot be run.
    func mostTelling(_ count: Int, first: Int, worth: (Int) -> Double) -> [Int] {
        let stages = candidates(count, first).filter { $0 == first || worth($0) > 0 }
        var outlook = JointOutlook(of: stages, in: refined(at: stages))
        let worths = stages.map(worth)
        var chosen = [stages.firstIndex(of: first)!]
        while chosen.count < count {
            outlook.take(chosen.last!)
            let gains = zip(stages.indices, worths).map { outlook.gain($0) * $1 }
            chosen.append(stages.indices.max { gains[$0] < gains[$1] }!)
        }
        return chosen.map { stages[$0] }
    }

    /// The stages measured, and such as divide what is believed of the patches evenly, four for each run.
    private func candidates(_ count: Int, _ first: Int) -> [Int] {
        let probabilities = patchProbabilities
        let step = probabilities.reduce(0, +) / Double(4 * count + 1)
        var (stages, sum, next) = (Set(marks + [first]), 0.0, step)
        for (stage, probability) in zip((prior.stages.lowerBound + 1)..., probabilities) {
            sum += probability
            if sum >= next {
                stages.insert(stage)
                // What a likely patch is told by is the stages on both its sides.
                stages.insert(stage - 1)
                while next <= sum { next += max(step, 1e-12) }
            }
        }
        return stages.sorted()
    }
}

/// What runs of several stages may show together.
private struct JointOutlook {
    /// Of what the hypotheses foretell of two stages, given the runs that were taken.
    private var covariance: [[Double]]
    /// What blurs a run of a stage.
    private var blur: [Double] = []
    /// What a run tells of its level.
    private var levelGain: [Double] = []
    /// How likely two stages are on one level.
    private var isSame: [[Double]]
    /// Runs taken on the level of a stage.
    private var taken: [Double]

    init<Model>(of stages: [Int], in posterior: ChangePosterior<Model>) {
        let count = stages.count
        covariance = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        isSame = covariance
        taken = [Double](repeating: 0, count: count)
        var mean = taken
        (blur, levelGain) = (taken, taken)
        for hypothesis in posterior.hypotheses where hypothesis.probability > 1e-9 {
            let share = hypothesis.probability
            let predictions = LevelPredictions(hypothesis.evidence)
            let levels = stages.map(hypothesis.level)
            let foretold = levels.map { predictions[$0] }
            for one in stages.indices {
                let prediction = foretold[one]
                mean[one] += share * prediction.level.mean
                blur[one] += share * (prediction.level.variance + prediction.noise)
                levelGain[one] += share * log1p(prediction.level.variance / prediction.noise)
                for other in stages.indices {
                    covariance[one][other] += share * prediction.level.mean * foretold[other].level.mean
                    if levels[one] == levels[other] { isSame[one][other] += share }
                }
            }
        }
        for one in stages.indices {
            for other in stages.indices { covariance[one][other] -= mean[one] * mean[other] }
        }
    }

    /// As `Outlook.gain` of one run.
    func gain(_ stage: Int) -> Double {
        (log1p(max(0, covariance[stage][stage]) / blur[stage]) + 0.3 * levelGain[stage] / (1 + taken[stage])) / 2
    }

    mutating func take(_ stage: Int) {
        let row = covariance[stage]
        let total = max(0, row[stage]) + blur[stage]
        for one in covariance.indices {
            taken[one] += isSame[one][stage]
            for other in covariance.indices { covariance[one][other] -= row[one] * row[other] / total }
        }
    }
}
