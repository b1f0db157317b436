import Foundation
import PatchbenchTestSupport
import Statistics
import Testing

@testable import Judging

/// Searches that several nodes work on, beside those of one machine: what nodes run at once is one step.
@Suite struct ParallelSearchTests {
    private static let patches = 64

    struct Cost: CustomStringConvertible {
        var steps = 0
        /// Steps in which something was built.
        var building = 0
        var runs = 0
        var right = 0
        var answered = 0

        var description: String {
            "\(steps) steps, \(building) with a build, \(runs) runs, \(right) of \(answered) right"
        }

        static func += (sum: inout Cost, cost: Cost) {
            sum.steps += cost.steps
            sum.building += cost.building
            sum.runs += cost.runs
            sum.right += cost.right
            sum.answered += cost.answered
        }
    }

    /// One search; nodes take what is next in turn.
    static func cost(
        _ search: PatchSearch, nodes: Int, culprit: Int, canBeFirm: Bool = true, isExact: Bool = false,
        _ run: (_ stage: Int, _ node: Int) -> Bisection.Reading
    ) -> Cost {
        var (search, cost, built) = (search, Cost(), Set<Int>())
        while case .run = search.step {
            let batch = search.batch(of: nodes)
            #expect(!batch.isEmpty && batch.count <= nodes)
            cost.steps += 1
            if !built.isSuperset(of: batch) { cost.building += 1 }
            built.formUnion(batch)
            cost.runs += batch.count
            for (node, stage) in batch.enumerated() {
                guard case .run = search.step else { break }
                search.record(run(stage, node), stage: stage, canBeFirm: canBeFirm, isExact: isExact, node: node)
            }
        }
        if search.step == .finished(.change) {
            cost.answered = 1
            cost.right = search.changes.map(\.patches) == [culprit...culprit] ? 1 : 0
        }
        return cost
    }

    /// A time with Gaussian noise of 2%, on nodes that differ by up to 10% and drift each for itself.
    static func timed(nodes: Int, series: Int, step: Double, findsAll: Bool = false) -> Cost {
        var sum = Cost()
        for seed in 0..<UInt64(series) {
            var random = Xoshiro256(seed: 100 + seed)
            let culprit = Int.random(in: 1...patches, using: &random)
            let change = Bool.random(using: &random) ? step : -step
            var level = (0..<nodes).map { _ in nodes == 1 ? 0 : Double.random(in: -0.1...0.1, using: &random) }
            var options = Bisection.Options()
            options.nodes = nodes
            options.maximumRuns = 2_000
            options.findsAll = findsAll
            let search = PatchSearch(
                stages: 0...patches, goal: .metric(minimumEffect: expm1(abs(step) / 2)), options: options,
                exactly: .value(0.02))
            sum += cost(search, nodes: nodes, culprit: culprit, canBeFirm: false) { stage, node in
                level[node] += 0.002 * random.gaussian()
                return .metric(exp(level[node] + (stage < culprit ? 0 : change) + 0.02 * random.gaussian()))
            }
        }
        return sum
    }

    private static let series = ProcessInfo.processInfo.environment["PATCHBENCH_SERIES"].flatMap(Int.init) ?? 40
    private static let isTold = ProcessInfo.processInfo.environment["PATCHBENCH_SERIES"] != nil

    @Test(arguments: [0.02, 0.04]) func `a time takes a third of the steps on 8 nodes, and half as many runs more`(
        _ step: Double
    ) {
        let (one, eight) = (
            Self.timed(nodes: 1, series: Self.series, step: step), Self.timed(nodes: 8, series: Self.series, step: step)
        )
        #expect(3 * eight.steps <= one.steps, "\(one); \(eight)")
        #expect(2 * eight.runs <= 3 * one.runs, "\(one); \(eight)")
        #expect(eight.answered >= Self.series * 95 / 100 && eight.right >= eight.answered * 93 / 100, "\(eight)")
        if Self.isTold { print(step, one, eight, separator: "; ") }
    }

    /// What always fails from a patch on, or exact values; over all patches that it can be.
    private static func tested(nodes: Int, patches: Int = patches, exactly margin: ExactMargin? = nil) -> Cost {
        var sum = Cost()
        let goal: Bisection.Goal = margin == nil ? .test() : .metric(minimumEffect: 0.02)
        for culprit in 1...patches {
            let search = PatchSearch(stages: 0...patches, goal: goal, exactly: margin)
            sum += cost(search, nodes: nodes, culprit: culprit, isExact: margin != nil) { stage, _ in
                if margin != nil { return .metric(stage < culprit ? 1e6 : 2e6) }
                return stage < culprit ? .passed : .failed
            }
        }
        return sum
    }

    @Test(arguments: [nil, ExactMargin.instructions()])
    func `a test and a count take a third of the steps on 8 nodes, and half as many runs more`(
        _ exactly: ExactMargin?
    ) {
        let one = Self.tested(nodes: 1, exactly: exactly)
        let eight = Self.tested(nodes: 8, exactly: exactly)
        #expect(3 * eight.steps <= one.steps, "\(one); \(eight)")
        #expect(2 * eight.runs <= 3 * one.runs, "\(one); \(eight)")
        #expect(eight.right == Self.patches)
    }

    /// What takes more than one machine's steps or twice its runs is no use of nodes.
    @Test(arguments: [1, 2, 5, 12, 16, 64, 100]) func `nodes take fewer steps, and no more than twice the runs`(
        _ patches: Int
    ) {
        for exactly in [nil, ExactMargin.instructions()] {
            let costs = [1, 2, 3, 4, 8, 13].map { Self.tested(nodes: $0, patches: patches, exactly: exactly) }
            for (more, fewer) in zip(costs.dropFirst(), costs) {
                #expect(more.steps <= fewer.steps && more.runs <= 2 * costs[0].runs, "\(fewer); \(more)")
                #expect(more.right == patches)
            }
            if Self.isTold { print(patches, exactly == nil ? "test" : "count", costs) }
        }
    }

    /// One machine confirms what it finds, and nodes that divide and confirm at once are not wrong more often.
    @Test(arguments: [0.3, 0.5, 0.9], [16, 64]) func `what fails now and then is found as well on nodes`(
        _ rate: Double, _ patches: Int
    ) {
        func found(_ nodes: Int) -> Cost {
            var (sum, random) = (Cost(), Xoshiro256(seed: 7))
            for number in 0..<Self.series {
                let culprit = 1 + number * patches / Self.series
                sum += Self.cost(PatchSearch(stages: 0...patches, goal: .test()), nodes: nodes, culprit: culprit) {
                    stage, _ in stage >= culprit && Double.random(in: 0..<1, using: &random) < rate ? .failed : .passed
                }
            }
            return sum
        }
        let (one, eight) = (found(1), found(8))
        #expect(Double(eight.right) >= 0.9 * Double(eight.answered), "\(one); \(eight)")
        if Self.isTold { print(rate, patches, one, eight, separator: "; ") }
    }

    @Test(arguments: 1...9) func `with so many nodes every patch is found`(_ nodes: Int) {
        for patches in 1...20 {
            for culprit in 1...patches {
                let search = PatchSearch(stages: 0...patches, goal: .test())
                let cost = Self.cost(search, nodes: nodes, culprit: culprit) { stage, _ in
                    stage < culprit ? .passed : .failed
                }
                #expect(cost.right == 1, "\(patches) \(culprit)")
            }
        }
    }

    @Test func `one node is asked what one machine is`() {
        var (search, random) = (
            PatchSearch(stages: 0...patches, goal: .metric(minimumEffect: 0.02)), Xoshiro256(seed: 1)
        )
        while case .run(let stage) = search.step {
            #expect(search.batch(of: 1) == [stage])
            let value = exp((stage < 20 ? 0 : 0.05) + 0.02 * random.gaussian())
            search.record(.metric(value), stage: stage, canBeFirm: false)
        }
    }

    private let patches = Self.patches
}
