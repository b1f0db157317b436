import Foundation
import PatchbenchTestSupport
import Testing

/// A folder in which the series that the project carries are worked on. What was built stays in `.build` for the next
/// time.
private struct SlabProject {
    let folder: URL

    /// - Parameter name: Of the folder; two that work side by side have two.
    init(_ name: String) throws {
        folder = Product.packageRoot.appending(path: ".build/\(name)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Patches of a folder of `patches`, with what the project's plan builds, as far as a test needs it.
    func write(patches: String, building target: String, keeping product: String, _ commands: String) throws {
        let root = Product.packageRoot.path
        let plan = """
            series:
              slab:
                base: \(root)/fixtures/slab
                patches: \(root)/patches/\(patches)
                build: make \(target)
                keep: \(product)
                toolchain: swift --version
            """
        try Data("\(plan)\n\(commands)".utf8).write(to: folder.appending(path: "patchbench.yaml"))
    }

    func patchbench(_ arguments: String...) throws -> Command {
        try Command.product(arguments, in: folder, environment: ["HOME": folder.path])
    }

    struct Outcome: Decodable {
        var stage: Int
        var name: String
        var outcome: String
        var expected: Bool
        var message: String?
    }

    struct Answer: Decodable {
        var tests: [Outcome]
    }

    /// Tests run on the checked build alone; where functions begin, and what a debugger reads, is of no use to them.
    func test(_ patches: String) throws -> (status: Int32, tests: [Outcome]) {
        let program = ".build-checked/release/slabtest"
        try write(
            patches: patches, building: "checked ALIGNED='-Xswiftc -gnone'", keeping: program,
            "    test: \(program) run $PATCHBENCH_TEST\n    trace: \(program) trace --seeds 1-20 --operations 100000\n")
        let command = try patchbench("test", "--json")
        return (command.status, try JSONDecoder().decode(Answer.self, from: Data(command.output)).tests)
    }
}

/// The series that the project carries, built, tested and measured: one after the other in one work tree, so that each
/// build changes little.
///
/// What to expect of which patch is from the series' posting of 2016-03-28 and from the reports of the two bugs that
/// its first version had.
@Suite(.serialized) struct SlabSeriesTests {
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

    private let project: SlabProject

    init() throws { project = try SlabProject("slab-series") }

    @Test func `every witness fails before its patch and passes from it on, and all else passes`() throws {
        let (status, tests) = try project.test("slab")
        #expect(status == 0)
        #expect(Set(tests.map(\.stage)) == Set(0...11))
        #expect(Set(tests.map(\.name)).isSuperset(of: Self.witnesses.keys))
        for test in tests {
            let isBefore = test.stage < Self.witnesses[test.name] ?? 0
            #expect((test.outcome == "pass") != isBefore && test.expected == isBefore, "\(test)")
        }
        #expect(tests.filter { $0.name == "same-behaviour" }.map(\.stage) == [4, 5, 9])
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
        let program = ".build/release/slabbench"
        try project.write(patches: "slab", building: "measured", keeping: program, "    bench: \(program)\n")
        let command = try project.patchbench("bench", "--json", "--rounds", "1", "0", "7", "10", "11")
        #expect(command.status == 0, "\(command.errors)")
        let all = try JSONDecoder().decode(Metrics.self, from: Data(command.output)).metrics
        let locks = all.filter { $0.metric == "node_lock_acquisitions" && $0.parameters == ["size": 4096] }
        #expect(locks.map(\.stage) == [0, 7, 10, 11])
        for (metric, count) in zip(locks, [4.0, 3, 2, 1]) {
            #expect(abs(metric.median - count) <= 0.15, "\(metric)")
        }
    }
}

/// Likewise the other series, beside that one.
@Suite(.serialized) struct SlabOtherSeriesTests {
    private let project: SlabProject

    init() throws { project = try SlabProject("slab-other-series") }

    @Test func `the series as first posted has its two bugs from patch 4 and from patch 5 on`() throws {
        let (status, tests) = try project.test("slab-v1")
        #expect(status == 1)
        for (name, first) in ["free_limit_follows_online_cpus": 4, "cpu_online_hands_out_each_object_once": 5] {
            let failing = tests.filter { $0.name == name && $0.outcome != "pass" }
            #expect(failing.map(\.stage) == Array(first...11), "\(name)")
        }
    }

    @Test func `the page-reference patches change no behaviour`() throws {
        let (status, tests) = try project.test("page-ref")
        #expect(status == 0)
        #expect(tests.filter { $0.name == "same-behaviour" }.map(\.outcome) == ["pass", "pass"])
    }
}

/// The series on virtual CPUs.
@Suite struct SlabExploringTests {
    /// The race that patch 1 mends, by schedules in all ways of choosing them, and by many seeds.
    private static let script = """
        explore=$1
        found=0
        $explore selftest | grep '^[on]'
        for way in '' --pct=3 --random; do
            for seed in 2 4 6 8 10 12; do
                $explore explore shrink-beside-tune $way --seed $seed --seconds 1 >out 2>&1
                [ $? -le 1 ] || { echo "not ok ends # $way seed $seed: $(head -n 1 out)"; continue; }
                found=$((found + $(grep -c 'found in' out)))
            done
        done
        [ $found = 18 ] && echo 'ok all find it' || echo "not ok all find it # $found"
        [ $found = 0 ] && echo 'ok none finds it' || echo "not ok none finds it # $found"
        $explore explore --ktap shrink-beside-tune | grep -q 'ok 1 shrink-beside-tune' \
            && echo 'ok is named as claimed' || echo 'not ok is named as claimed'
        echo 1..13
        """

    @Test func `a race is found by every strategy and seed before its patch, and nothing from it on`() throws {
        let project = try SlabProject("slab-exploring")
        let program = ".build-explored/release/slabexplore"
        let script = project.folder.appending(path: "seeds.sh")
        try Data(Self.script.utf8).write(to: script)
        try project.write(
            patches: "slab", building: "explored ALIGNED='-Xswiftc -gnone'", keeping: program,
            "    test: sh \(script.path) ./\(program)\n")
        let command = try project.patchbench("test", "--json", "0..1")
        let tests = try JSONDecoder().decode(SlabProject.Answer.self, from: Data(command.output)).tests
        #expect(tests.filter { $0.name == "all find it" }.map(\.outcome) == ["pass", "fail"], "\(command.errors)")
        #expect(tests.filter { $0.name == "none finds it" }.map(\.outcome) == ["fail", "pass"], "\(tests)")
        #expect(tests.filter { !$0.name.contains("it") }.allSatisfy { $0.outcome == "pass" }, "\(tests)")
    }
}

@Suite struct SlabSanitizerTests {
    @Test func `the whole series is clean under ThreadSanitizer and AddressSanitizer`() throws {
        let project = try SlabProject("slab-sanitized")
        try project.write(patches: "slab", building: "sanitize", keeping: "Package.swift", "")
        #expect(try project.patchbench("goto", "top").status == 0)
        let show = try project.patchbench("series", "--json")
        let flags = String(decoding: show.output, as: UTF8.self).matches(of: #/"feature":"([^"]+)"/#).map { $0.1 }
        #expect(flags.count == 11)
        let command = try Command.run(
            "make", ["sanitize"], in: project.folder.appending(path: ".patchbench/slab/work"),
            environment: ["HOME": project.folder.path, "PATCHBENCH_FLAGS": flags.joined(separator: " ")])
        #expect(command.status == 0, "\(command.text.suffix(4000))\n\(command.errors.suffix(4000))")
        #expect(!command.text.contains("XFAIL"))
    }
}
