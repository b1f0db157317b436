import PatchModel
import Testing

@testable import Judging
@testable import Outputs

/// Which functions are behind a difference, and where counts and clock say different things.
@Suite struct FunctionChangeTests {
    private func counts(_ entries: [(name: String, file: String, place: String, line: Int, count: UInt64)])
        -> FunctionCounts
    {
        var profile = InstructionProfile()
        for entry in entries {
            profile.add(
                entry.count, to: InstructionProfile.Function(name: entry.name, file: entry.file),
                at: InstructionProfile.Place(file: entry.place, line: entry.line))
        }
        return FunctionCounts(profile)
    }

    @Test func `those that make 95 per cent of what changes are told, the largest first`() {
        let before = counts([("f", "a.c", "a.c", 1, 1000), ("g", "a.c", "a.c", 9, 500), ("h", "a.c", "a.c", 20, 30)])
        let after = counts([("f", "a.c", "a.c", 1, 1100), ("g", "a.c", "a.c", 9, 200), ("h", "a.c", "a.c", 20, 31)])
        let changes = FunctionChange.between(before, after)
        #expect(changes.map(\.name) == ["g", "f"])
        #expect(changes.map(\.difference) == [-300, 100])
        #expect(FunctionChange.between(before, before).isEmpty)
    }

    @Test func `one that comes, or goes, is told, and functions of one name in two files are two`() {
        let before = counts([("f", "a.c", "a.c", 1, 1000), ("f", "b.c", "b.c", 1, 10)])
        let after = counts([("f", "b.c", "b.c", 1, 10), ("g", "a.c", "a.c", 1, 900)])
        let changes = FunctionChange.between(before, after)
        #expect(changes.map(\.name) == ["f", "g"])
        #expect(changes.map(\.file) == ["a.c", "a.c"])
        #expect(changes.map(\.after) == [0, 900])
    }

    @Test func `code that was compiled in is told with its file and line`() {
        let before = counts([("f", "a.c", "a.c", 1, 1000), ("f", "a.c", "list.h", 12, 50)])
        let after = counts([("f", "a.c", "a.c", 1, 1001), ("f", "a.c", "list.h", 13, 90)])
        #expect(
            FunctionChange.between(before, after) == [
                FunctionChange(
                    name: "f", file: "a.c", before: 1050, after: 1091,
                    inlined: FunctionChange.Place(file: "list.h", line: 13))
            ])
    }

    static let clocks: [(count: Double, before: [Double], after: [Double], CountAndClock.Clock, disagrees: Bool)] = [
        (1.2, [5, 5.01, 4.99, 5, 5.02, 4.98, 5, 5.01], [6, 6.01, 5.99, 6, 6.02, 5.98, 6, 6.01], .slower, false),
        (0.8, [5, 5.01, 4.99, 5, 5.02, 4.98, 5, 5.01], [6, 6.01, 5.99, 6, 6.02, 5.98, 6, 6.01], .slower, true),
        (1, [5, 5.01, 4.99, 5, 5.02, 4.98, 5, 5.01], [6, 6.01, 5.99, 6, 6.02, 5.98, 6, 6.01], .slower, true),
        (1.2, [5, 5.001, 4.999, 5, 5.002, 4.998, 5, 5.001], [5, 5.001, 5, 4.999, 5, 5.002, 4.998, 5], .same, true),
        (1.001, [5, 5.001, 4.999, 5, 5.002, 4.998, 5, 5.001], [5, 5.001, 5, 4.999, 5, 5.002, 4.998, 5], .same, false),
        (1.2, [5, 7], [6, 6], .undecided, false),
    ]

    @Test(arguments: clocks) func `count and clock are compared where both were measured`(
        _ count: Double, _ before: [Double], _ after: [Double], _ clock: CountAndClock.Clock, _ disagrees: Bool
    ) throws {
        let time = Metric(name: "time", parameters: Parameters(), unit: "ms", better: .less)
        let pair = StagePair(before: StageID(0), after: StageID(1))
        let facts = InstructionCounting(counter: "callgrind", spread: 0, isExact: true).conditions
        var samples = RoundSamples()
        for (stage, values) in [before, after].enumerated() {
            for (round, value) in values.enumerated() {
                let instructions = 1_000_000 * (stage == 0 ? 1 : count)
                let output = BenchOutput(
                    samples: [(time, value)] + (round == 0 ? [(.instructions, instructions)] : []), conditions: facts)
                samples.add(output, of: StageID(stage), round: round + 1)
            }
        }
        let questions = samples.metrics.map { EffectQuestion(pair: pair, metric: $0) }
        let effects = MetricEffect.judge(questions, in: samples, margin: 0.01, confidence: 0.95)
        let one = try #require(CountAndClock.all(in: effects).first)
        #expect(one.clock == clock)
        #expect(one.disagrees(0.01) == disagrees)
    }
}
