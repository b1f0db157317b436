import Foundation

/// The rule of git_bayesect as its documentation describes it: a test fails at one unknown rate before the culprit and
/// at another from it on, both with Jeffreys' prior and integrated out; every commit is as likely to be the culprit;
/// the next run is the one that leaves the least expected entropy.
struct BernoulliPosterior {
    private var failures: [Double]
    private var runs: [Double]

    init(stages: Int) {
        failures = .init(repeating: 0, count: stages)
        runs = failures
    }

    mutating func record(_ failed: Bool, stage: Int) {
        runs[stage] += 1
        if failed { failures[stage] += 1 }
    }

    /// By the first stage that has the change; stage 0 too, for git_bayesect knows no "no change".
    var probabilities: [Double] { model.map(\.probability) }

    /// The stage whose run tells most of the culprit: the entropy of the outcome less what is left of it once the
    /// culprit is known, which is the expected fall of the culprit's entropy. Of equals, the one in the middle.
    var mostInformativeStage: Int {
        let model = model
        let total = model.reduce(0) { $0 + $1.probability * entropy($1.before) }
        var (failure, known) = (model.reduce(0) { $0 + $1.probability * $1.before }, total)
        var best = (stage: 0, gain: -1.0)
        for (stage, culprit) in model.enumerated() {
            failure += culprit.probability * (culprit.after - culprit.before)
            known += culprit.probability * (entropy(culprit.after) - entropy(culprit.before))
            let gain = entropy(failure) - known
            let isMoreCentral = abs(stage - model.count / 2) < abs(best.stage - model.count / 2)
            if gain > best.gain + 1e-12 || (gain > best.gain - 1e-12 && isMoreCentral) { best = (stage, gain) }
        }
        return best.stage
    }

    /// For each culprit its probability, and the rates of failure expected before it and from it on.
    private var model: [(probability: Double, before: Double, after: Double)] {
        let total = (failures: failures.reduce(0, +), runs: runs.reduce(0, +))
        var (failed, ran) = (0.0, 0.0)
        var entries: [(logLikelihood: Double, before: Double, after: Double)] = []
        for stage in failures.indices {
            let rest = (failures: total.failures - failed, runs: total.runs - ran)
            entries.append(
                (
                    logBeta(failed + 0.5, ran - failed + 0.5)
                        + logBeta(rest.failures + 0.5, rest.runs - rest.failures + 0.5),
                    (failed + 0.5) / (ran + 1), (rest.failures + 0.5) / (rest.runs + 1)
                ))
            failed += failures[stage]
            ran += runs[stage]
        }
        let largest = entries.map(\.logLikelihood).max()!
        let sum = entries.reduce(0) { $0 + exp($1.logLikelihood - largest) }
        return entries.map { (exp($0.logLikelihood - largest) / sum, $0.before, $0.after) }
    }

    private func logBeta(_ a: Double, _ b: Double) -> Double {
        var sign: Int32 = 0
        return lgamma_r(a, &sign) + lgamma_r(b, &sign) - lgamma_r(a + b, &sign)
    }

    private func entropy(_ rate: Double) -> Double {
        rate <= 0 || rate >= 1 ? 0 : -rate * log(rate) - (1 - rate) * log(1 - rate)
    }
}
