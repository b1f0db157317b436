import Foundation
import Statistics

/// One line of the third table: one comparison that is looked at after every round, whatever it shows, up to the last.
struct LooksCell {
    var noise: Noise

    static let last = 80
    static let header =
        "noise,sigma,paths,always_covered,never_false,step,mean_rounds,not_found"

    static let all = Noise.allCases.map { LooksCell(noise: $0) }

    /// `always_covered`: of paths without a step, those whose interval holds the truth at every look from round 8 to
    /// round 80; `never_false`: those without a false verdict at any of them. Then the rounds that a step of 5% takes
    /// until it is settled, and the share of paths in which it never is, or for the wrong side.
    func line(paths count: Int, seed: UInt64) -> String {
        var (covered, correct, rounds, wrong) = (0, 0, 0, 0)
        for index in 0..<count {
            let same = looks(0, seed: seed &* 1_000_003 &+ UInt64(index)) { _ in false }
            covered += same.allSatisfy { $0.ratio.interval.contains(1) } ? 1 : 0
            correct += same.allSatisfy { !$0.verdict.isChange } ? 1 : 0
            let step = looks(0.05, seed: seed &* 1_000_003 &+ UInt64(index)) { $0.isSettled }
            rounds += step.last!.rounds
            wrong += step.last!.isSettled && step.last!.verdict == .slower ? 0 : 1
        }
        func share(_ part: Int) -> String { String(format: "%.4f", Double(part) / Double(count)) }
        let mean = String(format: "%.2f", Double(rounds) / Double(count))
        let fields = [
            noise.rawValue, "\(Series.sigma)", "\(count)", share(covered), share(correct), "0.05", mean, share(wrong),
        ]
        return fields.joined(separator: ",")
    }

    private func looks(_ step: Double, seed: UInt64, until isEnough: (Effect) -> Bool) -> [Effect] {
        var machine = Machine(noise, seed: seed)
        var order = Xoshiro256(seed: ~seed)
        var samples: (before: [Double], after: [Double]) = ([], [])
        var effects: [Effect] = []
        for round in 1...Self.last {
            for isAfter in [false, true].shuffled(using: &order) {
                let value = exp(Series.sigma * machine.run(at: isAfter ? step / Series.sigma : 0))
                if isAfter { samples.after.append(value) } else { samples.before.append(value) }
            }
            guard round >= StoppingRule.minimumRounds else { continue }
            let paired = PairedSamples(before: samples.before, after: samples.after)
            effects.append(judge([Comparison(paired)], margin: ReportCell.margin)[0])
            if isEnough(effects.last!) { break }
        }
        return effects
    }
}

extension Verdict {
    fileprivate var isChange: Bool { self == .faster || self == .slower }
}
