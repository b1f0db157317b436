import Foundation
import GitStore
import Testing

/// How many series, from which seed: `PATCHBENCH_SERIES` and `PATCHBENCH_SEED` ask for others. With `PATCHBENCH_FIRST`,
/// the number of the first one, a kept difference is made again by itself.
enum Extent {
    static let seed = number("PATCHBENCH_SEED", default: 1)
    static let batches: [Range<Int>] = {
        let first = number("PATCHBENCH_FIRST", default: 0)
        let end = first + number("PATCHBENCH_SERIES", default: 2000)
        return stride(from: first, to: end, by: 50).map { $0..<min($0 + 50, end) }
    }()

    private static func number(_ name: String, default standard: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
    }
}

@Test("A series ends in the tree of git am, of quilt push -a and of patch", arguments: Extent.batches)
func endsInThePeersTree(numbers: Range<Int>) throws {
    let trial = try Trial(numbers, seed: UInt64(Extent.seed))
    for difference in try trial.differences() {
        Issue.record("\(difference), kept in \(try trial.keep(difference))")
    }
    // A run in which hardly anything applies would prove nothing.
    #expect(trial.sameAndComplete * 2 > trial.comparisons)
    try trial.remove()
}
