import Foundation
import Statistics

enum Strategy {
    case patchbench(all: Bool)
    /// `git bisect run` with a script that takes the median of so many runs and compares it with the middle of the
    /// ends.
    case gitBisect(repetitions: Int)
    /// asv's `find`: three values, and on into the half with the larger step.
    case asvFind(repetitions: Int)
    /// git_bayesect's rule on runs above or below the middle of the ends, each the median of so many runs.
    case gitBayesect(repetitions: Int)

    static let maximumRuns = 2_000

    var name: String {
        switch self {
        case .patchbench(let all): all ? "patchbench --all" : "patchbench"
        case .gitBisect(let repetitions): "git bisect \(repetitions)"
        case .asvFind(let repetitions): "asv find \(repetitions)"
        case .gitBayesect(let repetitions): "git_bayesect \(repetitions)"
        }
    }

    func search(_ series: inout Series) -> Outcome {
        switch self {
        case .patchbench(let all): patchbench(&series, all: all)
        case .gitBisect(let repetitions): gitBisect(&series, repetitions)
        case .asvFind(let repetitions): asvFind(&series, repetitions)
        case .gitBayesect(let repetitions): gitBayesect(&series, repetitions)
        }
    }

    private func patchbench(_ series: inout Series, all: Bool) -> Outcome {
        var options = Bisection.Options()
        options.findsAll = all
        options.maximumRuns = Self.maximumRuns
        let goal = Bisection.Goal.metric(minimumEffect: series.minimumEffect)
        var bisection = Bisection(stages: 0...series.patches, goal: goal, options: options)
        while case .run(let stage) = bisection.step {
            bisection.record(.metric(exp(series.run(stage))), stage: stage)
        }
        let found = bisection.changes.map { change -> (patch: Int, interval: ClosedRange<Double>?) in
            let interval = change.effect.interval.mapped { log($0) }
            return (change.patches.lowerBound, interval.low...interval.high)
        }
        return Outcome(found: found, isDecided: bisection.step != .finished(.undecided))
    }

    private func gitBisect(_ series: inout Series, _ repetitions: Int) -> Outcome {
        var (good, bad) = (0, series.patches)
        let ends = (series.median(of: repetitions, stage: good), series.median(of: repetitions, stage: bad))
        let middle = (ends.0 + ends.1) / 2
        while bad - good > 1 {
            let stage = (good + bad) / 2
            let isBad = (series.median(of: repetitions, stage: stage) > middle) == (ends.1 > ends.0)
            if isBad { bad = stage } else { good = stage }
        }
        return Outcome(found: [(bad, nil)])
    }

    private func asvFind(_ series: inout Series, _ repetitions: Int) -> Outcome {
        var (low, high) = (0, series.patches)
        var ends = (series.median(of: repetitions, stage: low), series.median(of: repetitions, stage: high))
        while high - low > 1 {
            let stage = (low + high) / 2
            let value = series.median(of: repetitions, stage: stage)
            if abs(value - ends.0) > abs(ends.1 - value) {
                (high, ends.1) = (stage, value)
            } else {
                (low, ends.0) = (stage, value)
            }
        }
        return Outcome(found: [(high, nil)])
    }

    private func gitBayesect(_ series: inout Series, _ repetitions: Int) -> Outcome {
        let ends = (
            series.median(of: repetitions, stage: 0), series.median(of: repetitions, stage: series.patches)
        )
        let middle = (ends.0 + ends.1) / 2
        var posterior = BernoulliPosterior(stages: series.patches + 1)
        while series.runs < Self.maximumRuns {
            let probabilities = posterior.probabilities
            let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] }!
            if probabilities[best] >= 0.95 { return Outcome(found: [(best, nil)]) }
            let stage = posterior.mostInformativeStage
            posterior.record((series.run(stage) > middle) == (ends.1 > ends.0), stage: stage)
        }
        return Outcome(isDecided: false)
    }
}
