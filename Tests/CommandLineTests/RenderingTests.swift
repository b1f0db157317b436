import PatchModel
import Testing

@testable import Judging
@testable import Machine
@testable import Outputs
@testable import Workbench
@testable import patchbench

@Suite struct TextTableTests {
    private let table = TextTable(
        header: ["size", "0", "1", "2", "3", "4"],
        rows: [["32", "1/2", "1/2", "1/2", "1/2", "1/2"], ["4096", "100/200", "3/4", "3/4", "3/4", "3/4"]])

    @Test func `a table that fits is one table, its numbers to the right`() {
        #expect(
            table.lines(limit: nil) == [
                [
                    "size        0        1        2        3        4",
                    "32        1/2      1/2      1/2      1/2      1/2",
                    "4096  100/200      3/4      3/4      3/4      3/4",
                ]
            ])
    }

    @Test(arguments: [49, 48, 30, 20, 5]) func `a narrow one is split evenly, each part with the first column`(
        _ limit: Int
    ) {
        let parts = table.lines(limit: limit)
        #expect(parts.allSatisfy { $0.count == 3 && $0[0].hasPrefix("size") && $0[2].hasPrefix("4096") })
        #expect(
            parts.map { $0[0].split(separator: " ").dropFirst() }.joined().map(String.init) == [
                "0", "1", "2", "3", "4",
            ])
        if limit >= 20 { #expect(parts.joined().allSatisfy { $0.count <= limit }) }
        let columns = parts.map { $0[0].split(separator: " ").count }
        #expect(columns.max()! - columns.min()! <= 1)
    }

    @Test func `wide characters take two columns`() {
        let names = TextTable(header: ["patch", "n"], rows: [["緩存", "1"], ["e\u{301}", "22"]])
        #expect(names.lines == ["patch   n", "緩存    1", "e\u{301}      22"])
    }

    @Test(arguments: [
        (20, ["a-name-of-its-own  1", "b                  2"]), (17, ["a-name-…ts-own  1", "b               2"]),
    ])
    func `what may be shortened is, where all is too wide`(_ limit: Int, _ lines: [String]) {
        let names = TextTable(header: ["", ""], rows: [["a-name-of-its-own", "1"], ["b", "2"]])
        #expect(Array(names.squeezed(to: limit, [0]).dropFirst()) == lines)
    }

    @Test(arguments: [
        ("mm-slab-racy-access", 19, "mm-slab-racy-access"), ("mm-slab-racy-access", 9, "mm-s…cess"), ("abc", 2, "a…"),
        ("緩存分配器", 10, "緩存分配器"), ("緩存分配器", 9, "緩存…配器"), ("緩存分配器", 8, "緩存…器"), ("緩存", 1, "…"),
        ("緩存", 0, ""),
    ])
    func `a long name loses its middle`(_ name: String, _ width: Int, _ short: String) {
        #expect(name.shortened(to: width) == short)
    }
}

@Suite struct BenchTableTests {
    private func measurement(
        _ stage: Int, _ name: String, _ unit: String, _ size: Int, _ samples: [Double]
    ) -> MetricSamples {
        let metric = Metric(name: name, parameters: Parameters(["size": .integer(size)]), unit: unit, better: .less)
        return MetricSamples(stage: StageID(stage), metric: metric, samples: samples)
    }

    private func report(_ measurements: [MetricSamples]) -> BenchReport {
        let stages = [0, 1].map { StageLabel(number: StageID($0), patch: $0 == 0 ? nil : PatchName("one")) }
        let circumstances = BenchReport.Circumstances(command: "bench", rounds: 3, seed: 1, host: .current())
        return BenchReport(series: "s", stages: stages, measurements: measurements, circumstances: circumstances)
    }

    @Test func `a row is a stage, a column what the metric was measured with, by size; what is missing is a dash`() {
        let table = BenchTable(
            report: report([
                measurement(0, "alloc", "cycles", 4096, [1000, 3000, 2000]),
                measurement(0, "free", "cycles", 4096, [5]), measurement(0, "alloc", "cycles", 32, [10]),
                measurement(1, "alloc", "cycles", 4096, [500]), measurement(1, "free", "cycles", 4096, [6]),
                measurement(0, "locks", "per object", 4096, [3.999]),
            ]))
        #expect(
            table.lines(limit: 75).dropLast(2) == [
                "alloc, cycles (less is better)", "  size           32       4096",
                "  0 base       10.0  2000 \u{B1}74%", "  1 one           -        500", "",
                "free, cycles (less is better)", "  size    4096", "  0 base  5.00", "  1 one   6.00", "",
                "locks, per object (less is better)", "  size    4096", "  0 base  4.00", "  1 one      -", "",
            ])
    }

    @Test(arguments: [75, 60, 40]) func `no line is wider than its place`(limit: Int) {
        let measurements = (0...1).flatMap { stage in
            (5...14).map { measurement(stage, "alloc", "cycles", 1 << $0, [852, 853, 900]) }
        }
        let lines = BenchTable(report: report(measurements)).lines(limit: limit)
        #expect(lines.allSatisfy { $0.count <= limit })
        #expect((5...14).allSatisfy { size in lines.contains { $0.contains(" \(1 << size)") } })
    }

    @Test(arguments: [
        (16024.4, "16024"), (99.96, "100.0"), (12.34, "12.3"), (3.999, "4.00"), (0.0452, "0.0452"), (0, "0"),
        (0.999, "0.999"), (2.4e-05, "2.4e-05"), (-0.25, "-0.250"),
    ])
    func `a number has as many places as it needs`(_ value: Double, _ text: String) {
        #expect(Quantity.number(value) == text)
    }
}

@Suite struct QuantityTests {
    @Test(arguments: [
        (24_600.0, "ns", "24.6 us"), (0.0000246, "s", "24.6 us"), (0.9, "ms", "900 us"), (1536.0, "B", "1.50 KiB"),
        (2_500.0, "ns/op", "2.50 us/op"), (12.34, "cycles", "12.3 cycles"), (3.0, "1", "3.00"), (0.0, "ms", "0 ms"),
    ])
    func `times and bytes are in the unit that suits them`(_ value: Double, _ unit: String, _ text: String) {
        #expect(Quantity(value: value, unit: unit).text == text)
    }

    @Test(arguments: [(0, "0%"), (0.0004, "0.04%"), (0.0213, "2.1%"), (0.0994, "9.9%"), (0.43, "43%")])
    func `how much varies is told in two digits`(_ share: Double, _ text: String) {
        #expect(Quantity.spread(share) == "\u{B1}" + text)
    }
}

@Suite struct TestMatrixTests {
    @Test(arguments: [
        ([4], "stage 4"), ([4, 5], "stages 4, 5"), ([1, 4, 5, 6], "stages 1, 4 to 6"),
        ([4, 5, 6, 7, 9], "stages 4 to 9"),
    ])
    func `stages are named in few words`(_ stages: [Int], _ text: String) {
        let all = [0, 1, 2, 4, 5, 6, 7, 9, 10].map(StageID.init)
        #expect(StageList(stages: stages.map(StageID.init), among: all).text == text)
    }

    @Test func `every outcome has its sign`() {
        let outcomes: [(TestResult.Outcome, Bool)] = [
            (.pass, false), (.fail, true), (.fail, false), (.crash, false), (.timeout, false), (.skip, false),
        ]
        let tests = outcomes.enumerated().map { index, outcome in
            TestResult(name: "t\(index)", outcome: outcome.0, isExpected: outcome.1, message: "why \(index)")
        }
        var report = TestReport(
            series: "s", stages: (0...2).map { StageLabel(number: StageID($0)) },
            results: [
                TestReport.StageResults(stage: StageID(0), tests: tests, log: "/log"),
                TestReport.StageResults(stage: StageID(1), tests: [tests[0]], log: "/log"),
            ])
        report.problems = [StageProblem(stage: StageID(2), cause: .notMade(after: StageID(2)))]
        let lines = TestMatrix(report: report, paint: Paint(isOn: false)).lines(width: nil)
        #expect(
            lines.prefix(7) == [
                "stage 0 1 2", "t0    ✓ ✓ ?", "t1    ·   ?", "t2    ✗   ?", "t3    !   ?", "t4    T   ?", "t5    -   ?",
            ])
        #expect(lines.contains("  t3 (crash, stage 0): why 3"))
        #expect(!lines.contains { $0.contains("why 1") })
    }

    @Test func `a name that stands twice is marked, and the worst of its results shown`() {
        let tests: [TestResult.Outcome] = [.pass, .fail, .pass]
        let stages = [[.pass], tests].enumerated().map { number, outcomes in
            TestReport.StageResults(
                stage: StageID(number), tests: outcomes.map { TestResult(name: "opens", outcome: $0) }, log: "/log")
        }
        let report = TestReport(
            series: "s", stages: (0...1).map { StageLabel(number: StageID($0)) }, results: stages)
        let lines = TestMatrix(report: report, paint: Paint(isOn: false)).lines(width: nil)
        #expect(lines[1] == "opens ×3 ✓ ✗")
        #expect(lines.contains { $0.hasPrefix("×2: the name stands twice") })
        #expect(lines.contains("  opens (fail, stage 1)"))
    }

    @Test func `what was not understood of a pass is shown`() {
        let test = TestResult(name: "test", outcome: .pass, message: "by its exit status; line 2 looks like a report")
        let report = TestReport(
            series: "s", stages: [StageLabel(number: .base)],
            results: [TestReport.StageResults(stage: .base, tests: [test], log: "/log")])
        let lines = TestMatrix(report: report, paint: Paint(isOn: false)).lines(width: nil)
        #expect(lines.contains("  test (pass, stage 0): \(test.message)"))
    }
}
