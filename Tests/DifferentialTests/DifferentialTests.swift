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

    /// The standard series are the same every time, and so is what the peers make of them.
    static func store(_ numbers: Range<Int>) -> BatchStore? {
        let isStandard = ["SEED", "SERIES", "FIRST"].allSatisfy {
            ProcessInfo.processInfo.environment["PATCHBENCH_" + $0] == nil
        }
        return isStandard ? BatchStore(number: numbers.lowerBound) : nil
    }

    private static func number(_ name: String, default standard: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
    }
}

@Test("A series ends in the tree of git am, of quilt push -a and of patch", arguments: Extent.batches)
func endsInThePeersTree(numbers: Range<Int>) throws {
    var trial = try Trial(numbers, seed: UInt64(Extent.seed), store: Extent.store(numbers))
    var differences = try trial.differences()
    if !differences.isEmpty && trial.batch.isKept {
        // The peers are asked again: all that they worked on is there then to be looked at.
        try trial.remove()
        trial = try Trial(numbers, seed: UInt64(Extent.seed))
        differences = try trial.differences()
    }
    for difference in differences {
        Issue.record("\(difference), kept in \(try trial.keep(difference))")
    }
    // A run in which hardly anything applies would prove nothing.
    #expect(trial.sameAndComplete * 2 > trial.comparisons)
    try differences.isEmpty ? trial.finish() : trial.remove()
}
