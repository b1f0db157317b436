import PatchModel
import Testing

@testable import Judging
@testable import Outputs

@Suite struct RoundsTests {
    private static let metric = Metric(name: "m", parameters: Parameters(), unit: "", better: .less)
    private static let pairs = (0..<3).map { StagePair(before: StageID($0), after: StageID($0 + 1)) }
    private static let groups = pairs.map { [$0.before, $0.after] }

    /// What a machine asked for, each run a second long; its value is that of the round.
    private struct Transcript {
        /// The stages of each round, in their order of measurement.
        var rounds: [Int: [Int]] = [:]
        var places: [Rounds.Place] = []
        var machine: Rounds
    }

    /// Lets the machine go on until it is done, or so many runs were made.
    private static func transcript(
        _ plan: RoundsPlan, known: [StageMeasurement] = [], failing: (stage: Int, round: Int)? = nil, runs: Int = .max,
        unsettled: @escaping @Sendable (RoundSamples) -> [[StageID]] = { _ in groups }
    ) -> Transcript {
        var transcript = Transcript(machine: Rounds(plan, known: known, unsettled: unsettled))
        while transcript.places.count < runs, case .measure(let stage, let place) = transcript.machine.step {
            transcript.rounds[place.round, default: []].append(stage.value)
            transcript.places.append(place)
            let isFailing = failing.map { $0 == (stage.value, place.round) } ?? false
            let output = BenchOutput(samples: [(metric, Double(place.round))], conditions: ["cpus": .integer(2)])
            transcript.machine.record(isFailing ? .failed : .sample(output), at: .seconds(transcript.places.count))
        }
        return transcript
    }

    private static func stages(_ length: RoundsPlan.Length, budget: Duration? = nil) -> RoundsPlan {
        RoundsPlan(groups: (0..<4).map { [StageID($0)] }, seed: 7, length: length, budget: budget)
    }

    private static func comparison(_ length: ComparisonOptions.Length) -> RoundsPlan {
        RoundsPlan(pairs: pairs, ComparisonOptions(length: length, seed: 7))
    }

    @Test func `every round measures each stage once, in shuffled order`() {
        let found = Self.transcript(Self.stages(.rounds(20)))
        #expect(found.rounds.keys.sorted() == Array(1...20))
        #expect(found.rounds.values.allSatisfy { $0.sorted() == [0, 1, 2, 3] })
        #expect(Set(found.rounds.values).count > 5)
        #expect(found.machine.completeRounds == 20)
        #expect(found.machine.step == .done(.complete))
        #expect(found.machine.conditions == ["cpus": .integer(2)])
        #expect(found.machine.samples.values(of: .base, Self.metric) == (1...20).map(Double.init))
        #expect(Self.transcript(Self.stages(.rounds(20))).rounds == found.rounds)
    }

    @Test func `a warm-up round comes first and does not count`() {
        let found = Self.transcript(Self.comparison(.rounds(2)))
        #expect(found.rounds.mapValues { $0.sorted() } == [0: [0, 1, 2, 3], 1: [0, 1, 2, 3], 2: [0, 1, 2, 3]])
        #expect(found.machine.completeRounds == 2)
        #expect(found.machine.samples.paired(Self.pairs[0], Self.metric).before == [1, 2])
        #expect(found.machine.countedTime == .seconds(8))
    }

    @Test func `rounds go on for the groups that are not settled, and end with them`() {
        let found = Self.transcript(Self.comparison(.untilSettled(budget: .seconds(1000)))) { samples in
            switch samples.paired(Self.pairs[0], Self.metric).before.count {
            case ...3: Self.groups
            default: samples.paired(Self.pairs[2], Self.metric).before.count < 6 ? [Self.groups[2]] : []
            }
        }
        #expect((4...6).map { found.rounds[$0]?.sorted() } == [[0, 1, 2, 3], [2, 3], [2, 3]])
        #expect(found.machine.completeRounds == 6)
        #expect(found.machine.step == .done(.complete))
    }

    /// Four stages of a second: a round takes four.
    @Test(arguments: [(1, 1), (7, 1), (8, 2), (11, 2), (12, 3)])
    func `no round begins that would end after the budget`(_ budget: Int, _ rounds: Int) {
        let found = Self.transcript(Self.stages(.rounds(9), budget: .seconds(budget)))
        #expect(found.machine.completeRounds == rounds)
        #expect(found.machine.step == .done(.spent))
    }

    @Test func `a budget that has room for all rounds ends none`() {
        #expect(Self.transcript(Self.stages(.rounds(3), budget: .seconds(12))).machine.step == .done(.complete))
    }

    @Test func `without a settled answer, rounds end at their most, and without one, at the budget`() {
        let plan = Self.stages(.untilSettled(atMost: 5))
        #expect(Self.transcript(plan) { _ in plan.groups }.machine.completeRounds == 5)
        let spent = Self.transcript(Self.stages(.untilSpent, budget: .seconds(100)))
        #expect(spent.machine.completeRounds == 25)
    }

    @Test func `a stage that gives no sample is left out from then on, the others go on`() {
        let found = Self.transcript(Self.stages(.rounds(3)), failing: (1, 2))
        #expect(found.machine.samples.values(of: StageID(1), Self.metric) == [1])
        #expect(found.machine.samples.values(of: .base, Self.metric) == [1, 2, 3])
        #expect(found.machine.failed == [StageID(1)])
        #expect(found.machine.completeRounds == 3)
        #expect(found.places.count == 11)
        #expect(found.places.first?.total == 12)
        #expect(found.places.last.map { $0.total - $0.done } == 1)
    }

    @Test func `a stage that cannot be measured takes its pairs along`() {
        let found = Self.transcript(Self.comparison(.rounds(1)), failing: (1, 0))
        #expect(found.rounds.mapValues { $0.sorted() } == [0: [0, 1, 2, 3], 1: [2, 3]])
    }

    @Test func `where nothing can be measured, it is over`() {
        let plan = RoundsPlan(groups: [[.base]], seed: 1, length: .rounds(9))
        let found = Self.transcript(plan, failing: (0, 1))
        #expect(found.machine.step == .done(.complete))
        #expect(found.machine.completeRounds == 0)
        #expect(Self.transcript(RoundsPlan(groups: [], seed: 1, length: .rounds(9))).places.isEmpty)
    }

    /// Cut off after each number of runs, and gone on with from what was kept.
    @Test(arguments: 0...16) func `what was measured before is taken over in its place`(_ runs: Int) {
        let plan = Self.stages(.rounds(4))
        let whole = Self.transcript(plan)
        let cut = Self.transcript(plan, runs: runs)
        let known = cut.rounds.flatMap { round, stages in
            stages.map { stage in
                StageMeasurement(
                    stage: StageID(stage), round: round,
                    output: BenchOutput(samples: [(Self.metric, Double(round))]))
            }
        }
        let rest = Self.transcript(plan, known: known)
        #expect(rest.places.count == 16 - runs)
        #expect(rest.places.first.map { $0.total } == (runs < 16 ? 16 - runs : nil))
        #expect(rest.machine.completeRounds == 4)
        for (round, stages) in whole.rounds {
            #expect((cut.rounds[round] ?? []) + (rest.rounds[round] ?? []) == stages)
        }
        for stage in 0..<4 {
            #expect(rest.machine.samples.values(of: StageID(stage), Self.metric) == [1, 2, 3, 4])
        }
    }

    @Test func `a round that is only taken over spends nothing of the budget`() {
        let known = (0..<4).map {
            StageMeasurement(stage: StageID($0), round: 1, output: BenchOutput(samples: [(Self.metric, 1)]))
        }
        let found = Self.transcript(Self.stages(.rounds(3), budget: .seconds(1)), known: known)
        #expect(found.rounds.keys.sorted() == [2])
        #expect(found.machine.completeRounds == 2)
    }

    @Test func `interrupted, what was measured stays`() {
        let found = Self.transcript(Self.stages(.rounds(3)), runs: 6)
        #expect(found.machine.completeRounds == 1)
        #expect(found.machine.samples.stages.flatMap { found.machine.samples.values(of: $0, Self.metric) }.count == 6)
    }
}
