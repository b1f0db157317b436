import PatchModel
import Testing

@testable import Judging

@Suite struct ScheduleTests {
    private static let stages = (0..<12).map { StageID($0) }

    private func orders(seed: UInt64) -> [[StageID]] {
        (1...20).map { Schedule.order(of: Self.stages, round: $0, seed: seed) }
    }

    @Test func `every round measures every stage once`() {
        #expect(orders(seed: 7).allSatisfy { $0.sorted() == Self.stages })
        #expect(Set(orders(seed: 7)).count > 1)
    }

    @Test func `the same seed gives the same order, another seed another`() {
        #expect(orders(seed: 7) == orders(seed: 7))
        #expect(orders(seed: 7) != orders(seed: 8))
    }
}
