import Outputs
import PatchModel
import PatchbenchTestSupport
import Statistics
import Testing

@testable import Judging

/// Nodes beside one machine, and nodes that somebody else asked before.
@Suite struct NodeVerdictTests {
    private typealias Shared = SharedRoundsTests

    /// Of the same series.
    static func truth(_ seed: UInt64, noise: Double) -> SharedRoundsTests.Truth {
        var random = Xoshiro256(seed: seed)
        var truth = Shared.Truth(noise: noise)
        for _ in 0..<3 {
            truth.changes[Int.random(in: 1..<64, using: &random)] = Bool.random(using: &random) ? 0.95 : 1.05
        }
        return truth
    }

    /// Other samples leave other verdicts open, on one machine as on eight: what a change of 5% is found in is as good.
    @Test(arguments: [0.005, 0.01, 0.015]) func `under more noise nodes differ from a machine as another machine does`(
        _ noise: Double
    ) {
        var (nodes, machines) = ((differing: 0, found: 0), (differing: 0, found: 0))
        func found(_ judgements: [MetricEffect.Judgement], _ truth: Shared.Truth) -> Int {
            truth.changes.keys.count { judgements[$0 - 1] == (truth.changes[$0]! < 1 ? .faster : .slower) }
        }
        for seed in 0..<Shared.series {
            let truth = Self.truth(seed, noise: noise)
            let one = Shared.verdicts(truth, rounds: 24, seed: seed + 2000)
            let other = Shared.verdicts(truth, rounds: 24, seed: seed + 3000)
            let eight = Shared.shared(truth, .rounds(24), on: Shared.nodes(8, seed: seed), seed: seed + 1000)
                .effects.map(\.judgement)
            nodes.differing += Shared.differences(one, eight).count
            machines.differing += Shared.differences(one, other).count
            nodes.found += found(eight, truth)
            machines.found += found(other, truth)
        }
        let count = Int(Shared.series)
        #expect(abs(nodes.differing - machines.differing) <= 4 + count, "\(nodes) \(machines)")
        #expect(nodes.found >= machines.found - 2 - count / 10, "\(nodes) \(machines)")
        if count > 10 { print(noise, count, nodes, machines) }
    }

    @Test func `what a node was at when somebody else asked goes on`() {
        var plan = RoundsPlan(groups: (0..<4).map { [StageID($0)] }, seed: 1, length: .rounds(3))
        plan.isShared = true
        let output = BenchOutput(samples: [(Shared.metric, 1)])
        var first = Rounds(plan)
        let given = first.order(for: "a", ahead: 3, at: .zero)!
        #expect(given.round == 1 && given.stages.count == 3)
        // The tool ends, with one answer taken.
        let known = [StageMeasurement(stage: given.stages[0], round: 1, output: output, node: "a")]
        var rounds = Rounds(plan, known: known)
        rounds.adopt("a", [1: Set(given.stages)])
        #expect(rounds.awaits(given.stages[1], in: 1) && !rounds.awaits(given.stages[0], in: 1))
        #expect(rounds.order(for: "b", ahead: 9, at: .zero)?.round == 2)
        for stage in given.stages.dropFirst() { rounds.record(.sample(output), of: stage, round: 1, at: .seconds(1)) }
        let rest = rounds.order(for: "a", ahead: 1, at: .seconds(1))
        #expect(rest?.round == 1)
        rounds.record(.sample(output), of: rest!.stages[0], round: 1, at: .seconds(2))
        #expect(rounds.completeRounds == 1)
        #expect(rounds.samples.stages.allSatisfy { rounds.samples.rounds(of: $0) == 1 })
    }
}
