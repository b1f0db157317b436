import Foundation
import Statistics

/// One line of the second table: reports that compare every stage of a series with the stage before it on some metrics,
/// in rounds until all is settled.
struct ReportCell {
    var patches: Int
    var metrics: Int
    /// One patch's step, on every metric, as a difference of logarithms; 0 for none.
    var step: Double
    var noise: Noise
    /// The standard deviation of the noise's core.
    var sigma: Double

    static let margin = 0.01
    static let maximumRounds = 80

    static let header =
        "patches,metrics,step,noise,sigma,reports,comparisons,false_verdicts,reports_with_one,unchanged,undecided,"
        + "step_found,mean_rounds,coverage"

    func line(reports count: Int, seed: UInt64) -> String {
        var tally = ReportTally()
        for index in 0..<count { add(seed &* 1_000_003 &+ UInt64(index), to: &tally) }
        let same = count * metrics * (step == 0 ? patches : patches - 1)
        let fields: [String] = [
            "\(patches)", "\(metrics)", String(format: "%g", step), noise.rawValue, String(format: "%g", sigma),
            "\(count)",
            "\(count * patches * metrics)", share(tally.wrong, same), share(tally.reportsWithWrong, count),
            share(tally.unchanged, same), share(tally.undecided, same),
            step == 0 ? "" : share(tally.found, count * metrics),
            String(format: "%.1f", Double(tally.rounds) / Double(count)),
            share(tally.covered, count * patches * metrics),
        ]
        return fields.joined(separator: ",")
    }

    private func share(_ part: Int, _ whole: Int) -> String {
        whole == 0 ? "" : String(format: "%.4f", Double(part) / Double(whole))
    }

    private func add(_ seed: UInt64, to tally: inout ReportTally) {
        var random = Xoshiro256(seed: seed)
        let changed = Int.random(in: 1...patches, using: &random)
        var machines = (0..<metrics).map { _ in Machine(noise, seed: random.next()) }
        // By metric, then stage, then round.
        var values = [[[Double]]](repeating: .init(repeating: [], count: patches + 1), count: metrics)
        let rule = StoppingRule(maximumRounds: Self.maximumRounds)
        var effects: [Effect] = []
        repeat {
            for stage in (0...patches).shuffled(using: &random) {
                for metric in 0..<metrics {
                    let level = stage >= changed ? step : 0
                    values[metric][stage].append(exp(sigma * machines[metric].run(at: level / sigma)))
                }
            }
            if values[0][0].count >= StoppingRule.minimumRounds {
                effects = judge(comparisons(values), margin: Self.margin)
            }
        } while effects.isEmpty || !rule.unsettled(effects).isEmpty
        tally.add(effects, truth: { $0 % patches + 1 == changed ? step : 0 })
    }

    private func comparisons(_ values: [[[Double]]]) -> [Comparison] {
        values.flatMap { stages in
            (1...patches).map { Comparison(PairedSamples(before: stages[$0 - 1], after: stages[$0])) }
        }
    }
}

private struct ReportTally {
    var wrong = 0
    var reportsWithWrong = 0
    var unchanged = 0
    var undecided = 0
    var found = 0
    var covered = 0
    var rounds = 0

    /// `truth` gives a comparison's step by its index.
    mutating func add(_ effects: [Effect], truth: (Int) -> Double) {
        var wrongHere = 0
        for (index, effect) in effects.enumerated() {
            let step = truth(index)
            covered += effect.ratio.interval.contains(exp(step)) ? 1 : 0
            switch effect.verdict {
            case .faster, .slower:
                let isRight = step != 0 && (effect.verdict == .slower) == (step > 0)
                found += isRight ? 1 : 0
                wrongHere += isRight ? 0 : 1
            case .unchanged: unchanged += step == 0 ? 1 : 0
            case .undecided: undecided += step == 0 ? 1 : 0
            }
        }
        wrong += wrongHere
        reportsWithWrong += wrongHere > 0 ? 1 : 0
        rounds += effects.first?.rounds ?? 0
    }
}
