import Foundation
import Statistics
import Testing

@testable import Judging

/// A search among stages of which many do not build.
@Suite struct UnbuildableTests {
    private static let patches = 64

    struct Cost: CustomStringConvertible {
        var runs = 0
        /// Stages that were tried and do not build.
        var tries = 0
        var mostTries = 0
        /// Searches after which a stage around the change was left that can be tested.
        var loose = 0

        var description: String {
            let count = Double(UnbuildableTests.patches)
            return "runs \(Double(runs) / count), tries \(Double(tries) / count), at most \(mostTries), loose \(loose)"
        }
    }

    /// What it takes to find the patch that a test fails from, over all patches that it can be.
    static func cost(unable: Set<Int>, patches: Int = patches, nodes: Int = 1) -> Cost {
        var cost = Cost()
        let able = (0...patches).first { !unable.contains($0) }!
        for culprit in 1...patches {
            var search = PatchSearch(stages: 0...patches, goal: .test())
            var tries = 0
            while case .run = search.step {
                for stage in search.batch(of: nodes) {
                    guard !unable.contains(stage) else {
                        tries += 1
                        search.record(.untestable, stage: stage)
                        continue
                    }
                    cost.runs += 1
                    search.record(stage < culprit ? .passed : .failed, stage: stage)
                }
            }
            cost.tries += tries
            cost.mostTries = max(cost.mostTries, tries)
            let found = search.changes.first?.patches
            // A patch before all that builds is not found.
            guard culprit > able else { continue }
            #expect(found?.contains(culprit) == true)
            if found.map({ ($0.lowerBound..<$0.upperBound).allSatisfy(unable.contains) }) != true { cost.loose += 1 }
        }
        return cost
    }

    /// Two stages in five: here and there, all in a row, or in three batches.
    static func unable() -> [Set<Int>] {
        var random = Xoshiro256(seed: 3)
        let scattered = (0..<5).map { _ in Set((1..<patches).shuffled(using: &random).prefix(26)) }
        return scattered + [Set(10..<36), Set(37..<63), Set(5..<14).union(20..<29).union(40..<48)]
    }

    private let isTold = ProcessInfo.processInfo.environment["PATCHBENCH_SERIES"] != nil

    @Test(arguments: [1, 8]) func `where two stages in five do not build, it takes hardly a run more`(_ nodes: Int) {
        let most = 1.3 * Double(Self.cost(unable: [], nodes: nodes).runs)
        for unable in Self.unable() {
            let cost = Self.cost(unable: unable, nodes: nodes)
            #expect(Double(cost.runs) <= most, "\(cost)")
            #expect(cost.loose <= Self.patches / 4, "\(cost)")
            if isTold { print(nodes, unable.sorted(), cost) }
        }
    }

    /// Some three times the logarithm of the patches, whatever its length.
    @Test(arguments: [64, 512]) func `a batch of stages that do not build is halved and not walked through`(
        _ patches: Int
    ) {
        let most = 3 * (Int.bitWidth - (patches - 1).leadingZeroBitCount) + 2
        for length in [patches / 8, patches / 3] {
            let low = (patches - length) / 2
            let cost = Self.cost(unable: Set(low..<(low + length)), patches: patches)
            #expect(cost.mostTries <= most, "\(length): \(cost)")
            #expect(cost.loose == 0)
        }
    }

    @Test func `an end that does not build is looked for likewise`() {
        for length in [1, 5, 40] {
            let cost = Self.cost(unable: Set(0..<length), patches: 64)
            #expect(cost.mostTries <= 13, "\(length): \(cost)")
        }
    }
}
