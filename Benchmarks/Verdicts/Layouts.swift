import Foundation
import Statistics

/// One line of the fourth table: one comparison of two stages whose builds differ by where their code comes to lie.
struct LayoutCell {
    /// The standard deviations of a build's layout and of a run, on the logarithm.
    var layout: Double
    var run = 0.005
    var strategy: Strategy

    enum Strategy: String, CaseIterable {
        /// One build of each stage, in as many runs as the next.
        case one = "one build"
        /// `--rebuilds 8`, in turn, until all is settled, in 80 rounds at most.
        case eight = "8 builds"
        /// `--rebuilds auto`: a build a round, until all is settled.
        case eachRound = "a build a round"
    }

    /// A patch that makes every run slower by 1%, and one that changes nothing but the layout.
    static let step = log(1.01)
    static let roundsOfABuild = 10
    static let header = "layout,run,strategy,series,null_called_changed,step_found,step_called_wrong,mean_builds"

    /// Quiet runs, and such as a virtual machine has that others share.
    static let all = [0.005, 0.03].flatMap { run in
        Strategy.allCases.flatMap { strategy in
            [0.0, 0.002, 0.004, 0.008].map { LayoutCell(layout: $0, run: run, strategy: strategy) }
        }
    }

    func line(series count: Int, seed: UInt64) -> String {
        var (changed, found, wrong, builds) = (0, 0, 0, 0)
        for index in 0..<count {
            let seed = seed &* 1_000_003 &+ UInt64(index)
            let (null, step) = (effect(0, seed: seed), effect(Self.step, seed: ~seed))
            changed += [.faster, .slower].contains(null.verdict) ? 1 : 0
            found += step.verdict == .slower ? 1 : 0
            wrong += step.verdict == .faster ? 1 : 0
            builds += strategy == .one ? 1 : step.rounds
        }
        func share(_ part: Int) -> String { String(format: "%.4f", Double(part) / Double(count)) }
        let fields = [
            String(format: "%g", layout), String(format: "%g", run), strategy.rawValue, "\(count)", share(changed),
            share(found), share(wrong), String(format: "%.1f", Double(builds) / Double(count)),
        ]
        return fields.joined(separator: ",")
    }

    private func effect(_ step: Double, seed: UInt64) -> Effect {
        var machine = Machine(.gauss, seed: seed)
        var samples: (before: [Double], after: [Double]) = ([], [])
        var layouts: [(before: Double, after: Double)] = []
        while true {
            let round = samples.before.count
            if round < builds { layouts.append((layout * machine.run(at: 0), layout * machine.run(at: 0))) }
            let build = layouts[round % layouts.count]
            samples.before.append(exp(build.before + run * machine.run(at: 0)))
            samples.after.append(exp(step + build.after + run * machine.run(at: 0)))
            guard round + 1 >= StoppingRule.minimumRounds else { continue }
            let paired = PairedSamples(before: samples.before, after: samples.after)
            let isOfBuilds = strategy == .eight
            let effect = judge(
                [Comparison(isOfBuilds ? paired.byBuild((0...round).map { $0 % builds }) : paired)],
                margin: ReportCell.margin)[0]
            if effect.isSettled || round + 1 >= rounds { return effect }
        }
    }

    private var builds: Int {
        switch strategy {
        case .one: 1
        case .eight: 8
        case .eachRound: rounds
        }
    }

    private var rounds: Int { strategy == .eachRound ? 32 : 8 * Self.roundsOfABuild }
}
