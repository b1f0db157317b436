import Statistics
import Testing

@testable import Judging

/// A search among stages of which many do not build.
@Suite struct UnbuildableTests {
    private static let patches = 64

    /// What it takes to find the patch that a test fails from, over all patches that it can be.
    private static func runs(unable: Set<Int>) -> Int {
        var runs = 0
        for culprit in 1...patches {
            var search = PatchSearch(stages: 0...patches, goal: .test())
            while case .run(let stage) = search.step {
                guard !unable.contains(stage) else {
                    search.record(.untestable, stage: stage)
                    continue
                }
                runs += 1
                search.record(stage < culprit ? .passed : .failed, stage: stage)
            }
            // All that is left around the change cannot be tested.
            let found = search.changes.first?.patches
            #expect(found?.contains(culprit) == true)
            #expect(found.map { ($0.lowerBound..<$0.upperBound).allSatisfy(unable.contains) } == true)
        }
        return runs
    }

    /// Here and there, and all in a row.
    @Test func `where two stages in five do not build, it takes hardly a run more`() {
        var random = Xoshiro256(seed: 3)
        let scattered = (0..<5).map { _ in Set((1..<Self.patches).shuffled(using: &random).prefix(26)) }
        let most = 1.3 * Double(Self.runs(unable: []))
        for unable in scattered + [Set(10..<36), Set(37..<63)] { #expect(Double(Self.runs(unable: unable)) <= most) }
    }
}
