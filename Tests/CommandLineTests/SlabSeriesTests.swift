import Foundation
import PatchbenchTestSupport
import Testing

/// The series that the project carries, built, tested and measured as its users do.
///
/// What to expect of which patch is from the series' posting of 2016-03-28 and from the reports of the two bugs that its
/// first version had. What was built stays in `.build/slab-series` for the next time.
@Suite(.serialized) struct SlabSeriesTests {
    private let project = Product.packageRoot.appending(path: ".build/slab-series", directoryHint: .isDirectory)

    /// Each witness, and the patch with which it passes for the first time.
    private static let witnesses = [
        "shrink_keeps_tune_from_freeing_shared_array": 1,
        "node_without_numa_has_no_alien_caches": 2,
        "shrink_drains_slabs_freed_meanwhile": 3,
        "free_limit_is_kept_after_a_batch": 6,
        "the_colour_takes_no_node_lock": 7,
        "slab_belongs_to_the_node_of_its_pages": 8,
        "a_new_slab_fills_the_array_without_a_node_lock": 10,
        "the_decision_to_grow_takes_no_node_lock": 11,
        "shared_array_outlives_unlocked_reader": 11,
    ]

    private struct Outcome: Decodable {
        var stage: Int
        var name: String
        var outcome: String
        var expected: Bool
        var message: String?
    }

    private struct Answer: Decodable {
        var tests: [Outcome]
    }

    init() throws {
        let root = Product.packageRoot.path
        let plan = try String(contentsOfFile: root + "/patchbench.yaml", encoding: .utf8)
            .replacing("base: fixtures", with: "base: \(root)/fixtures")
            .replacing("patches: patches", with: "patches: \(root)/patches")
        try FileManager.default.createDirectory(at: project, withIntermediateDirectories: true)
        try Data(plan.utf8).write(to: project.appending(path: "patchbench.yaml"))
    }

    private func patchbench(_ arguments: String...) throws -> Command {
        try Command.product(arguments, in: project, environment: ["HOME": project.path])
    }

    private func test(_ series: String) throws -> (status: Int32, tests: [Outcome]) {
        let command = try patchbench("test", "--json", "--series", series)
        return (command.status, try JSONDecoder().decode(Answer.self, from: Data(command.output)).tests)
    }

    @Test func `every witness fails before its patch and passes from it on, and all else passes`() throws {
        let (status, tests) = try test("slab")
        #expect(status == 0)
        #expect(Set(tests.map(\.stage)) == Set(0...11))
        #expect(Set(tests.map(\.name)).isSuperset(of: Self.witnesses.keys))
        for test in tests {
            let isBefore = test.stage < Self.witnesses[test.name] ?? 0
            #expect((test.outcome == "pass") != isBefore && test.expected == isBefore, "\(test)")
        }
        #expect(tests.filter { $0.name == "same-behaviour" }.map(\.stage) == [4, 5, 9])
    }

    @Test func `the series as first posted has its two bugs from patch 4 and from patch 5 on`() throws {
        let (status, tests) = try test("slab-v1")
        #expect(status == 1)
        for (name, first) in ["free_limit_follows_online_cpus": 4, "cpu_online_hands_out_each_object_once": 5] {
            let failing = tests.filter { $0.name == name && $0.outcome != "pass" }
            #expect(failing.map(\.stage) == Array(first...11), "\(name)")
        }
    }

    @Test func `the page-reference patches change no behaviour`() throws {
        let (status, tests) = try test("page-ref")
        #expect(status == 0)
        #expect(tests.filter { $0.name == "same-behaviour" }.map(\.outcome) == ["pass", "pass"])
    }

    /// Counts, so one round will do. One object to a slab: look, colour, attach, look again.
    @Test func `an object of 4096 bytes takes the node lock 4, 3, 2 times and once`() throws {
        struct Metrics: Decodable {
            struct Metric: Decodable {
                var stage: Int
                var metric: String
                var parameters: [String: Int]
                var median: Double
            }
            var metrics: [Metric]
        }
        let command = try patchbench("bench", "--json", "--rounds", "1", "0", "7", "10", "11")
        #expect(command.status == 0, "\(command.errors)")
        let all = try JSONDecoder().decode(Metrics.self, from: Data(command.output)).metrics
        let locks = all.filter { $0.metric == "node_lock_acquisitions" && $0.parameters == ["size": 4096] }
        #expect(locks.map(\.stage) == [0, 7, 10, 11])
        for (metric, count) in zip(locks, [4.0, 3, 2, 1]) {
            #expect(abs(metric.median - count) <= 0.15, "\(metric)")
        }
    }

    @Test func `the whole series is clean under ThreadSanitizer and AddressSanitizer`() throws {
        #expect(try patchbench("goto", "top").status == 0)
        let show = try patchbench("series", "--json")
        let flags = String(decoding: show.output, as: UTF8.self).matches(of: #/"feature":"([^"]+)"/#).map { $0.1 }
        #expect(flags.count == 11)
        let command = try Command.run(
            "make", ["sanitize"], in: project.appending(path: ".patchbench/slab/work"),
            environment: ["HOME": project.path, "PATCHBENCH_FLAGS": flags.joined(separator: " ")])
        #expect(command.status == 0, "\(command.text.suffix(4000))\n\(command.errors.suffix(4000))")
        #expect(!command.text.contains("XFAIL"))
    }
}
