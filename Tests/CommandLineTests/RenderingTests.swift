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

    @Test(arguments: [
        ("mm-slab-racy-access", 19, "mm-slab-racy-access"), ("mm-slab-racy-access", 9, "mm-s…cess"), ("abc", 2, "a…"),
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

    @Test func `metrics of one unit share a cell, rows go by size, what is missing is a dash`() {
        let table = BenchTable(
            report: report([
                measurement(0, "alloc", "cycles", 4096, [1000, 3000, 2000]),
                measurement(0, "free", "cycles", 4096, [5]),
                measurement(0, "alloc", "cycles", 32, [10]), measurement(0, "free", "cycles", 32, [20]),
                measurement(1, "alloc", "cycles", 4096, [500]), measurement(1, "free", "cycles", 4096, [6]),
                measurement(0, "locks", "per object", 4096, [3.999]),
            ]))
        #expect(
            table.lines(width: nil) == [
                "alloc/free, cycles (less is better), a column a stage",
                "  size          0          1", "  32    10.0/20.0          -", "  4096  2000/5.00   500/6.00", "",
                "locks, per object (less is better), a column a stage",
                "  size     0     1", "  4096  4.00     -", "",
            ])
    }

    @Test(arguments: [(16024.4, "16024"), (99.96, "100.0"), (12.34, "12.3"), (3.999, "4.00"), (0.0452, "0.05")])
    func `a number has as many places as it needs`(_ value: Double, _ text: String) {
        #expect(BenchTable.number(value) == text)
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
