import Foundation
import Outputs
import PatchModel
import PatchbenchTestSupport
import Statistics
import Synchronization
import Testing

@testable import Judging

/// Rounds on several nodes, with a scheduler that is simulated: jobs wait for their node, orders and samples are seen
/// when somebody looks, nodes differ in level, speed and noise, and may die.
@Suite struct SharedRoundsTests {
    /// What is true of a series.
    struct Truth {
        var stages = 64
        /// The patches that change something, and by which ratio.
        var changes: [Int: Double] = [:]
        var noise = 0.01

        func level(_ stage: Int) -> Double {
            changes.reduce(100) { $0 * ($1.key <= stage ? $1.value : 1) }
        }

        var pairs: [StagePair] { (1..<stages).map { StagePair(patch: StageNumber($0)) } }
    }

    /// A node, and what its noise goes by.
    struct Node {
        var name: String
        var level = 1.0
        var speed = 1.0
        /// What an effect of a stage is more there.
        var odd: [Int: Double] = [:]
        /// When its job begins, and when it dies, in seconds.
        var begins = 0.0
        var dies = Double.infinity
    }

    struct Found {
        var effects: [MetricEffect]
        var rounds: Rounds
        var seconds: Double
        /// Samples of rounds that count, as they came.
        var taken: [StageMeasurement] = []
    }

    static let metric = Metric(name: "time", parameters: Parameters(), unit: "ns", better: .less)
    /// A run of the benchmark, in seconds, and how often somebody looks at the jobs.
    static let runTime = 10.0
    static let poll = 2.0

    static func judge(_ truth: Truth, _ samples: RoundSamples) -> [MetricEffect] {
        MetricEffect.judge(
            truth.pairs.map { EffectQuestion(pair: $0, metric: metric) }, in: samples, margin: 0.01, confidence: 0.95)
    }

    static func rounds(_ truth: Truth, _ length: ComparisonOptions.Length, isShared: Bool) -> Rounds {
        let plan = RoundsPlan(pairs: truth.pairs, ComparisonOptions(length: length, seed: 5), isShared: isShared)
        let looks = Looks()
        return Rounds(plan) { samples in
            looks.look(samples) { judge(truth, $0).worthMoreRounds.map { [$0.pair.before, $0.pair.after] } }
        }
    }

    /// At every fourth round alone, since looking is what takes the time here.
    private final class Looks: Sendable {
        private let state = Mutex((count: 0, open: [[StageID]]()))

        func look(_ samples: RoundSamples, _ judge: (RoundSamples) -> [[StageID]]) -> [[StageID]] {
            state.withLock { state in
                if state.count % 4 == 0 { state.open = judge(samples) }
                state.count += 1
                return state.open
            }
        }
    }

    static func output(_ truth: Truth, _ stage: StageID, _ node: Node, _ random: inout Xoshiro256) -> BenchOutput {
        let odd = node.odd.reduce(1) { $0 * ($1.key <= stage.value ? $1.value : 1) }
        return BenchOutput(samples: [
            (metric, truth.level(stage.value) * node.level * odd * exp(truth.noise * random.gaussian()))
        ])
    }

    /// One machine, a stage after the other.
    static func alone(_ truth: Truth, _ length: ComparisonOptions.Length, seed: UInt64) -> Found {
        var random = Xoshiro256(seed: seed)
        var rounds = rounds(truth, length, isShared: false)
        var seconds = 0.0
        while case .measure(let stage, _) = rounds.step {
            seconds += runTime * Double.random(in: 0.95...1.05, using: &random)
            rounds.record(.sample(output(truth, stage, Node(name: ""), &random)), at: .seconds(seconds))
        }
        return Found(effects: judge(truth, rounds.samples), rounds: rounds, seconds: seconds)
    }

    /// What so many rounds on one machine say.
    static func verdicts(_ truth: Truth, rounds: Int, seed: UInt64) -> [MetricEffect.Judgement] {
        var random = Xoshiro256(seed: seed)
        var samples = RoundSamples()
        for round in 1...rounds {
            for stage in 0..<truth.stages {
                let output = output(truth, StageID(stage), Node(name: ""), &random)
                samples.add(output, of: StageID(stage), round: round)
            }
        }
        return judge(truth, samples).map(\.judgement)
    }

    /// Jobs on nodes; one that dies is asked again, and begins anew half a minute later.
    static func shared(
        _ truth: Truth, _ length: ComparisonOptions.Length, on nodes: [Node], seed: UInt64
    ) -> Found {
        var random = Xoshiro256(seed: seed)
        var found = Found(effects: [], rounds: rounds(truth, length, isShared: true), seconds: 0)
        var nodes = nodes
        var queues = [[(round: Int, stage: StageID, end: Double)]](repeating: [], count: nodes.count)
        while found.rounds.step == .share {
            found.seconds += poll
            let now = Duration.seconds(found.seconds)
            for index in nodes.indices where nodes[index].begins <= found.seconds {
                let name = nodes[index].name
                while let next = queues[index].first, next.end <= found.seconds, next.end < nodes[index].dies {
                    queues[index].removeFirst()
                    let output = output(truth, next.stage, nodes[index], &random)
                    if next.round > 0, found.rounds.awaits(next.stage, in: next.round) {
                        found.taken.append(
                            StageMeasurement(stage: next.stage, round: next.round, output: output, node: name))
                    }
                    found.rounds.record(.sample(output), of: next.stage, round: next.round, at: now)
                }
                if nodes[index].dies <= found.seconds {
                    found.rounds.lose(name)
                    queues[index] = []
                    (nodes[index].begins, nodes[index].dies) = (found.seconds + 30, .infinity)
                } else if let order = found.rounds.order(for: name, at: now) {
                    var end = queues[index].last?.end ?? found.seconds
                    for stage in order.stages {
                        end += runTime * nodes[index].speed * Double.random(in: 0.95...1.05, using: &random)
                        queues[index].append((order.round, stage, end))
                    }
                }
            }
        }
        found.effects = judge(truth, found.rounds.samples)
        return found
    }

    static func nodes(_ count: Int, seed: UInt64) -> [Node] {
        var random = Xoshiro256(seed: seed)
        return (1...count).map {
            Node(
                name: "n\($0)", level: Double.random(in: 0.9...1.1, using: &random),
                begins: Double.random(in: 1...20, using: &random))
        }
    }

    /// Until all is settled, or 200 rounds were measured; docs/statistics.md has other numbers of nodes.
    @Test func `64 stages take less than a seventh of the time on 8 nodes`() {
        let truth = Truth(changes: [9: 0.9, 40: 1.06], noise: 0.015)
        let length = ComparisonOptions.Length.untilSettled(budget: .seconds(1_000_000))
        let one = Self.alone(truth, length, seed: 1)
        let eight = Self.shared(truth, length, on: Self.nodes(8, seed: 1), seed: 101)
        #expect(one.seconds / eight.seconds >= 7, "\(one.seconds) \(eight.seconds)")
    }

    static func differences(
        _ one: [MetricEffect.Judgement], _ other: [MetricEffect.Judgement]
    ) -> [String] {
        zip(one, other).enumerated().filter { $0.element.0 != $0.element.1 }.map { "\($0.offset + 1) \($0.element)" }
    }

    /// As many as are asked for.
    static let series = ProcessInfo.processInfo.environment["PATCHBENCH_SERIES"].flatMap(UInt64.init) ?? 10

    @Test(arguments: 0..<series) func `verdicts are as on one machine`(_ seed: UInt64) {
        let truth = NodeVerdictTests.truth(seed, noise: 0.002)
        let eight = Self.shared(truth, .rounds(24), on: Self.nodes(8, seed: seed), seed: seed + 1000)
        let one = Self.verdicts(truth, rounds: 24, seed: seed + 2000)
        #expect(Self.differences(one, eight.effects.map(\.judgement)) == [])
    }

    @Test func `a node that dies loses no sample, gives none twice, and its rounds are given anew`() {
        var nodes = Self.nodes(4, seed: 3)
        nodes[1].dies = 400
        nodes[3].dies = 1300
        let truth = Truth(stages: 16)
        let found = Self.shared(truth, .rounds(20), on: nodes, seed: 4)
        #expect(found.rounds.step == .done(.complete))
        #expect(found.rounds.completeRounds == 20)
        #expect(Set(found.taken.map { "\($0.round) \($0.stage)" }).count == found.taken.count)
        let kept = found.rounds.samples.stages.reduce(0) { $0 + found.rounds.samples.rounds(of: $1) }
        #expect(kept == found.taken.count)
        for (_, samples) in Dictionary(grouping: found.taken, by: \.round) {
            #expect(Set(samples.map(\.node)).count == 1)
        }
    }

    @Test func `a node that disagrees is named, and nobody else`() {
        var nodes = Self.nodes(4, seed: 9)
        nodes[2].odd = [3: 1.08]
        let truth = Truth(stages: 8, noise: 0.01)
        let options = ComparisonOptions(length: .rounds(40), seed: 1)
        let found = Self.shared(truth, .rounds(40), on: nodes, seed: 6)
        let caveats = Caveats.ofNodes(found.rounds.samples, truth.pairs, options)
        guard case .nodeDisagrees("n3", let pair, _, effects: 1, let here, let elsewhere) = caveats.first else {
            return #expect(Bool(false), "\(caveats)")
        }
        #expect(caveats.count == 1)
        #expect(pair.after == StageID(3))
        #expect(abs(here - 1.08) < 0.02 && abs(elsewhere - 1) < 0.02)
        let alike = Self.shared(truth, .rounds(40), on: Self.nodes(4, seed: 9), seed: 7)
        #expect(Caveats.ofNodes(alike.rounds.samples, truth.pairs, options) == [])
    }

    @Test func `a stage that fails on one node is measured on the others, and one that fails on two is left out`() {
        let plan = RoundsPlan(groups: (0..<3).map { [StageID($0)] }, seed: 1, length: .rounds(4))
        var shared = plan
        shared.isShared = true
        var rounds = Rounds(shared)
        func order(_ node: String) -> Rounds.Order? { rounds.order(for: node, ahead: 9, at: .zero) }
        func answer(_ order: Rounds.Order?, failing: Int?) {
            for stage in order?.stages ?? [] {
                let output = BenchOutput(samples: [(Self.metric, 1)])
                rounds.record(
                    stage.value == failing ? .failed : .sample(output), of: stage, round: order!.round, at: .seconds(1))
            }
        }
        let (first, second) = (order("a"), order("b"))
        answer(first, failing: 1)
        answer(second, failing: nil)
        #expect(rounds.failed == [])
        #expect(order("a")?.stages.sorted() == [StageID(0), StageID(2)])
        let third = order("b")
        #expect(third?.stages.count == 3)
        answer(third, failing: 1)
        #expect(rounds.failed == [StageID(1)])
    }

    @Test func `a budget ends the rounds, and a run that is gone on with takes over what is there`() {
        let truth = Truth(stages: 4)
        var plan = RoundsPlan(
            groups: (0..<4).map { [StageID($0)] }, seed: 1, length: .rounds(6), budget: .seconds(100))
        plan.isShared = true
        let known = (0..<3).flatMap { round in
            (0..<4).map {
                StageMeasurement(
                    stage: StageID($0), round: round + 1, output: BenchOutput(samples: [(Self.metric, 1)]), node: "a")
            }
        }
        // Of the last one a stage is missing, and no other node goes on with it.
        var rounds = Rounds(plan, known: known.dropLast())
        #expect(rounds.completeRounds == 2)
        let order = rounds.order(for: "b", ahead: 9, at: .zero)
        #expect(order?.round == 4)
        #expect(order?.stages.count == truth.stages)
        for stage in order!.stages {
            rounds.record(.sample(BenchOutput()), of: stage, round: 4, at: .seconds(60))
        }
        #expect(rounds.order(for: "b", at: .seconds(60)) == nil)
        #expect(rounds.step == .done(.spent))
    }
}
