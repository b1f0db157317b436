import Foundation
import PatchbenchTestSupport
import Testing

@testable import Statistics

@Suite struct BisectionTests {
    /// Runs a search on a metric with the given value at each stage, plus noise, and returns it with the stages run.
    static func search(
        _ values: [Double], noise: Double = 0, minimumEffect: Double = 0.02, untestable: Set<Int> = [],
        seed: UInt64 = 1, _ change: (inout Bisection.Options) -> Void = { _ in }
    ) -> (bisection: Bisection, stages: [Int]) {
        var options = Bisection.Options()
        change(&options)
        var random = Xoshiro256(seed: seed)
        var bisection = Bisection(
            stages: 0...(values.count - 1), goal: .metric(minimumEffect: minimumEffect), options: options)
        var stages: [Int] = []
        while case .run(let stage) = bisection.step {
            stages.append(stage)
            let factor = exp(noise * Double.random(in: -1...1, using: &random))
            bisection.record(untestable.contains(stage) ? .untestable : .metric(values[stage] * factor), stage: stage)
        }
        return (bisection, stages)
    }

    static func stepped(_ length: Int, at patch: Int, by factor: Double) -> [Double] {
        (0...length).map { $0 >= patch ? 100 * factor : 100 }
    }

    @Test(arguments: [1, 2, 7, 11, 12], [0.84, 1.03])
    func `one step is found wherever it is, with its size`(patch: Int, factor: Double) throws {
        let found = Self.search(Self.stepped(12, at: patch, by: factor), noise: 0.01).bisection
        #expect(found.step == .finished(.change))
        let change = try #require(found.changes.first)
        #expect(change.patches == patch...patch)
        #expect(change.probability >= 0.95)
        #expect(change.effect.interval.contains(factor))
        #expect(change.effect.interval.isInside((factor - 0.02)...(factor + 0.02)))
    }

    /// The two levels lie as far apart as modes do, and the pilot's noise, of two pairs, may be far too small.
    @Test(arguments: [10.0, 100], [0, 3]) func `a step far beyond the noise is found with few runs, ends or not`(
        _ size: Double, _ lowest: Int
    ) {
        var runs = 0
        for seed in 0..<60 {
            var random = Xoshiro256(seed: UInt64(seed))
            let patch = Int.random(in: (lowest + 1)...64, using: &random)
            var bisection = Bisection(stages: 0...64, goal: .metric(minimumEffect: 0.001 * size / 2))
            while case .run(let stage) = bisection.step, bisection.runs < 100 {
                let value = exp(0.001 * (random.gaussian() + (stage < patch ? 0 : size)))
                bisection.record(stage < lowest ? .untestable : .metric(value), stage: stage)
            }
            #expect(bisection.changes.map(\.patches) == [patch...patch])
            runs += bisection.runs
        }
        #expect(runs <= 60 * 20)
    }

    @Test func `a series of a thousand patches takes few runs and few builds`() {
        let found = Self.search(Self.stepped(1_024, at: 700, by: 1.05), noise: 0.02).bisection
        #expect(found.changes.map(\.patches) == [700...700])
        #expect(found.runs < 60)
        #expect(found.testedStages < 20)
    }

    /// Node-lock acquisitions per object: 4, 3, 2, 1 with steps at patches 7, 10 and 11.
    @Test func `a count that does not vary gives every step exactly`() {
        let values = [4.0, 4, 4, 4, 4, 4, 4, 3, 3, 3, 2, 1]
        let found = Self.search(values) { $0.findsAll = true }.bisection
        #expect(found.changes.map(\.patches) == [7...7, 10...10, 11...11])
        for (change, ratio) in zip(found.changes, [0.75, 2 / 3.0, 0.5]) {
            #expect(abs(change.effect.value - ratio) < 0.01)
        }
    }

    @Test func `nothing that changes is no change, soon`() {
        for findsAll in [false, true] {
            let found = Self.search([Double](repeating: 7, count: 13), noise: 0.01, minimumEffect: 0.01) {
                $0.findsAll = findsAll
            }
            #expect(found.bisection.step == .finished(.noChange))
            #expect(found.bisection.changes.isEmpty)
            #expect(found.bisection.noChangeProbability! >= 0.95)
            #expect(found.bisection.runs <= 60)
        }
    }

    @Test func `steps that cancel at the ends are found when all are wanted`() {
        let values = (0...20).map { (6..<15).contains($0) ? 110.0 : 100 }
        let found = Self.search(values, noise: 0.02) { $0.findsAll = true }.bisection
        #expect(found.changes.map(\.patches) == [6...6, 15...15])
    }

    @Test func `a change among stages that cannot be tested is one set`() {
        let found = Self.search(Self.stepped(12, at: 6, by: 1.1), noise: 0.01, untestable: [5, 6])
        #expect(found.bisection.changes.map(\.patches) == [5...7])
        #expect(found.stages.filter { $0 == 5 }.count <= 1 && found.stages.filter { $0 == 6 }.count <= 1)
    }

    @Test func `an end that cannot be tested moves inwards`() {
        let found = Self.search(Self.stepped(12, at: 6, by: 1.1), noise: 0.01, untestable: [0, 1, 12], seed: 2)
            .bisection
        #expect(found.stages == 2...11)
        #expect(found.changes.map(\.patches) == [6...6])
    }

    @Test func `a stage that stops being testable is not asked for again`() {
        var bisection = Bisection(stages: 0...8, goal: .metric(minimumEffect: 0.02))
        var asked: [Int: Int] = [:]
        while case .run(let stage) = bisection.step, bisection.runs < 200 {
            asked[stage, default: 0] += 1
            let isBroken = stage == 5 && asked[5, default: 0] > 2
            bisection.record(isBroken ? .untestable : .metric(stage >= 5 ? 110 : 100), stage: stage)
        }
        #expect(asked[5, default: 0] <= 3)
        #expect(bisection.changes.map(\.patches) == [5...5])
    }

    @Test func `with one testable stage nothing can be said`() {
        let found = Self.search([1, 1, 1], untestable: [0, 1]).bisection
        #expect(found.step == .finished(.undecided))
    }

    @Test func `runs that are spent leave the suspects`() {
        let found = Self.search(Self.stepped(40, at: 31, by: 1.05), noise: 0.02) { $0.maximumRuns = 11 }.bisection
        #expect(found.step == .finished(.undecided))
        #expect(found.runs == 11)
        #expect(found.suspects.contains(31))
        #expect(found.suspects.count < 20)
    }

    @Test func `the same readings lead to the same steps`() {
        let first = Self.search(Self.stepped(30, at: 11, by: 1.04), noise: 0.02, seed: 5)
        let second = Self.search(Self.stepped(30, at: 11, by: 1.04), noise: 0.02, seed: 5)
        #expect(first.stages == second.stages)
        #expect(first.bisection.changes == second.bisection.changes)
    }

    @Test func `what is built is preferred`() {
        let values = Self.stepped(64, at: 20, by: 1.1)
        let built: Set<Int> = [0, 15, 18, 22, 30, 34, 50, 64]
        let found = Self.search(values, noise: 0.02) { $0.built = built }
        let fresh = Set(found.stages).subtracting(built).count
        let without = Set(Self.search(values, noise: 0.02).stages).subtracting(built).count
        #expect(found.bisection.changes.map(\.patches) == [20...20])
        #expect(fresh < without)
    }

    @Test func `a patch that is likelier is looked at first`() {
        let found = Self.search(Self.stepped(64, at: 40, by: 1.1), noise: 0.02) {
            $0.weights = (1...64).map { $0 == 40 ? 100 : 1 }
        }
        #expect(found.bisection.changes.map(\.patches) == [40...40])
        #expect([39, 40].contains(found.stages[6]))
    }

    @Test func `a metric that can be 0 is compared by differences`() {
        let found = Self.search([3, 3, 3, 3, 3, 0, 0, 0, 0]).bisection
        #expect(found.changes.map(\.patches) == [5...5])
    }

    @Test func `a slow drift is not a change`() {
        var bisection = Bisection(stages: 0...32, goal: .metric(minimumEffect: 0.02))
        var random = Xoshiro256(seed: 2)
        while case .run(let stage) = bisection.step {
            let drift = 0.002 * Double(bisection.runs)
            bisection.record(.metric(exp(drift + 0.01 * Double.random(in: -1...1, using: &random))), stage: stage)
        }
        #expect(bisection.step == .finished(.noChange))
    }
}

@Suite struct TestBisectionTests {
    /// Runs a search on a test that fails at each stage as often as `rates` says.
    static func search(_ rates: [Double], findsAll: Bool = false, seed: UInt64 = 1) -> Bisection {
        var options = Bisection.Options()
        options.findsAll = findsAll
        var random = Xoshiro256(seed: seed)
        var bisection = Bisection(stages: 0...(rates.count - 1), goal: .test(), options: options)
        while case .run(let stage) = bisection.step {
            let failed = Double.random(in: 0..<1, using: &random) < rates[stage]
            bisection.record(failed ? .failed : .passed, stage: stage)
        }
        return bisection
    }

    @Test(arguments: [1, 4, 5, 11])
    func `a firm test finds its patch with fewer builds than stages`(patch: Int) {
        let found = Self.search((0...11).map { $0 >= patch ? 1 : 0 })
        #expect(found.changes.map(\.patches) == [patch...patch])
        #expect(found.testedStages < 12)
        #expect(found.runs <= 24)
        #expect(found.changes[0].effect.interval.high == 1)
    }

    @Test(arguments: [3, 17, 40])
    func `a flaky test finds the patch that made it flaky`(patch: Int) {
        let found = Self.search((0...48).map { $0 >= patch ? 0.4 : 0 })
        #expect(found.changes.map(\.patches) == [patch...patch])
    }

    @Test func `a test that was mended is found too`() {
        let found = Self.search((0...11).map { $0 >= 7 ? 0 : 1 })
        #expect(found.changes.map(\.patches) == [7...7])
        #expect(found.changes[0].effect.value < -0.5)
    }

    @Test func `a test that always passes has no change`() {
        #expect(Self.search([Double](repeating: 0, count: 12)).step == .finished(.noChange))
    }

    @Test func `a test that broke and was mended has two changes`() {
        let found = Self.search((0...16).map { (5..<12).contains($0) ? 1 : 0 }, findsAll: true)
        #expect(found.changes.map(\.patches) == [5...5, 12...12])
    }
}
