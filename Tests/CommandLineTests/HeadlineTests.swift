import PatchModel
import PatchbenchTestSupport
import Testing

@testable import Judging
@testable import Outputs
@testable import patchbench

@Suite struct HeadlineTests {
    private static let alloc = metric("alloc", "cycles")
    private static let free = metric("free", "cycles")
    private static let locks = metric("node_lock_acquisitions", "per object")
    private static let contended = metric("node_lock_contended", "per object")
    private static let memory = metric("peak_memory", "KiB")
    private static let throughput = metric("throughput", "MB/s", .more)
    private static let drops = metric("drops", "1/s")
    private static let spins = metric("spins", "", .unknown)
    private static let hits = metric("hits", "", .more)
    private static let score = metric("score", "", .more)

    private static func metric(_ name: String, _ unit: String, _ better: Metric.Direction = .less) -> Metric {
        Metric(name: name, parameters: Parameters(), unit: unit, better: better)
    }

    /// By patch, from which value to which a metric goes.
    typealias Change = (patch: Int, metric: Metric, before: Double, after: Double)

    private static func effect(_ change: Change) -> MetricEffect {
        let isLess = change.after < change.before
        return MetricEffect(
            pair: StagePair(before: StageID(change.patch - 1), after: StageID(change.patch)), against: nil,
            metric: change.metric, before: change.before, after: change.after, ratio: change.after / change.before,
            low: change.after / change.before, high: change.after / change.before,
            verdict: change.after == change.before
                ? .unchanged : isLess == (change.metric.better != .more) ? .faster : .slower,
            isExact: true, isSettled: true, rounds: 3)
    }

    static let sentences: [(changes: [Change], sentence: String)] = [
        ([(1, alloc, 100, 80)], "1 p1 makes alloc 20% faster."),
        ([(1, alloc, 100, 130)], "1 p1 makes alloc 30% slower."),
        (
            [(1, throughput, 100, 125), (2, throughput, 125, 100)],
            "1 p1 makes throughput 25% faster; 2 p2 makes throughput 20% slower."
        ),
        ([(1, locks, 4, 3), (2, locks, 3, 1.5)], "1 p1 and 2 p2 make node_lock_acquisitions 25% and 50% fewer."),
        ([(1, locks, 2, 3)], "1 p1 makes node_lock_acquisitions 50% more."),
        ([(1, memory, 200, 180)], "1 p1 makes peak_memory 10% less."),
        ([(1, memory, 200, 300)], "1 p1 makes peak_memory 50% more."),
        ([(1, drops, 200, 100)], "1 p1 makes drops 50% less."),
        ([(1, spins, 200, 100)], "1 p1 makes spins 50% fewer."), ([(1, hits, 2, 3)], "1 p1 makes hits 50% more."),
        ([(1, score, 4, 3)], "1 p1 makes score 25% less."),
        // The metric that moved most.
        ([(1, alloc, 100, 90), (1, free, 100, 50)], "1 p1 makes free 50% faster."),
        (
            [(1, contended, 2, 0), (1, locks, 4, 3), (2, locks, 3, 2)],
            "1 p1 makes node_lock_contended 100% less; 2 p2 changes other metrics."
        ),
        // Times, and then what is counted.
        (
            [
                (1, locks, 4, 1), (1, alloc, 100, 90), (2, locks, 1, 1), (2, alloc, 90, 90), (3, memory, 100, 120),
                (4, alloc, 90, 45),
            ],
            "1 p1 and 4 p4 make alloc 10% and 50% faster; 1 p1 makes node_lock_acquisitions 75% fewer; 3 p3 changes "
                + "other metrics; 1 patch changes nothing that can be told."
        ),
        // From nothing there is no share.
        ([(1, locks, 0, 3)], "1 p1 takes node_lock_acquisitions from 0 to 3.00 per object."),
        ([(1, alloc, 5, 5)], "No patch changes anything that can be told."),
    ]

    @Test(arguments: sentences.indices) func `the sentence has the words of the metric's unit`(_ row: Int) {
        let (changes, sentence) = Self.sentences[row]
        let labels = (0...4).map { StageLabel(number: StageID($0), patch: $0 == 0 ? nil : PatchName("p\($0)")) }
        #expect(Headline(stages: labels, effects: changes.map(Self.effect)).text == sentence)
    }

    @Test func `of many patches those that changed most are named`() async throws {
        let small = try SmallSeries()
        var (value, series) = (4, "0001-lower-the-value.patch\n0002-say-why.patch\n0003-halve-the-value.patch\n")
        for (number, next) in zip(4..., [400, 396, 300, 297]) {
            try small.folder.write(
                "Subject: step \(number)\n\n---\n--- a/value.txt\n+++ b/value.txt\n@@ -1,3 +1,3 @@\n the value is\n"
                    + "-\(value)\n+\(next)\n cycles\n", to: "patches/step-\(number).patch")
            (value, series) = (next, series + "step-\(number).patch\n")
        }
        try small.folder.write(series, to: "patches/series")
        let answer = try await small.patchbench("bench", "--rounds", "3")
        // 10, 8, 8, 4, 400, 396, 300, 297: of the five that are faster, three are named.
        #expect(
            answer.text.hasPrefix(
                """
                1 lower-value, 3 halved-value, 6 step-6 and 2 more make alloc(size=32) 1.0%
                to 50% faster; 4 step-4 makes alloc(size=32) 9900% slower; 1 patch changes
                nothing that can be told.

                """), "\(answer.text)")
    }
}
