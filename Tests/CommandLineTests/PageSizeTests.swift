import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import PatchbenchTestSupport
import Testing

@testable import Results
@testable import Workbench
@testable import patchbench

/// How large a page becomes: 12 stages, 40 metrics, 30 rounds, samples that vary by a sixth, and 150 tests.
@Suite struct PageSizeTests {
    private static let patches = 11
    private static let rounds = 30
    private static let metrics = (0..<40).map { index in
        Metric(
            name: ["alloc", "free", "node_lock_acquisitions", "node_lock_contended"][index % 4],
            parameters: Parameters(["size": .integer(8 << (index / 4))]), unit: index % 4 < 2 ? "cycles" : "per object",
            better: .less)
    }

    /// Every third patch makes half of the metrics a third less.
    private static func samples(_ draw: inout SplitMix64) -> RoundSamples {
        var samples = RoundSamples()
        for round in 1...rounds {
            for stage in 0...patches {
                let values = metrics.enumerated().map { index, metric in
                    let centre = 1_000 * Double(index + 1) * pow(0.67, index % 2 == 0 ? Double(stage / 3) : 0)
                    return (metric, centre * max(0.1, 1 + draw.gaussian() / 6))
                }
                samples.add(BenchOutput(samples: values), of: StageID(stage), round: round)
            }
        }
        return samples
    }

    /// Lines that are changed in two words each; a dozen is what a patch of the slab series changes.
    private static func diff(lines: Int, _ draw: inout SplitMix64) -> [UInt8] {
        let words = (0..<lines).map { _ in (draw.next() % 1_000, draw.next() % 1_000) }
        let lists = words.map { "-        let shared\($0) = node.take(&lists[\($1)], of: cache) < limit\n" }
        let other = words.map { "+        let shared\($1) = node.take(&lists[\($0)], of: cache) < limit\n" }
        return Array(
            """
            diff --git a/Sources/Slab/Grow.swift b/Sources/Slab/Grow.swift
            --- a/Sources/Slab/Grow.swift
            +++ b/Sources/Slab/Grow.swift
            @@ -1,\(lines) +1,\(lines) @@ func grow()
            \(lists.joined() + other.joined())
            """.utf8)
    }

    /// Each tenth fails before a patch.
    private static var tests: TestReport {
        var report = TestReport(series: "s", stages: stages)
        report.results = (0...patches).map { stage in
            let tests = (0..<150).map { number in
                let isWitness = number % 10 == 0 && stage < number / 15 + 1
                return TestResult(
                    name: "an_allocator_hands_out_each_object_once_\(number)", outcome: isWitness ? .fail : .pass,
                    isExpected: isWitness, message: isWitness ? "before patch \(number / 15 + 1): 17 of 100000" : "")
            }
            return TestReport.StageResults(stage: StageID(stage), tests: tests, log: "")
        }
        return report
    }

    private static var stages: [StageLabel] {
        (0...patches).map { StageLabel(number: StageID($0), patch: $0 == 0 ? nil : PatchName("a-patch-of-it-\($0)")) }
    }

    private static func study(_ samples: RoundSamples, _ draw: inout SplitMix64) -> Study {
        let options = StepSource.judging
        let ids = samples.stages
        let host = HostInfo(name: "box", cpuModel: "CPU", cpus: 2, kernel: "Linux")
        let run = RunHistory.Run(
            number: 1, series: "s", question: RunQuestion(), begun: Date(timeIntervalSince1970: 0),
            ended: Date(timeIntervalSince1970: 1), command: "bench", rounds: rounds, completeRounds: rounds, seed: 1,
            stages: ids, measurements: rounds * ids.count, host: host, toolchain: "", governor: "", isVirtual: false,
            pin: "", rebuilds: 1, counter: "", states: [])
        let pairs = zip(ids, ids.dropFirst()).map { StagePair(before: $0, after: $1) }
        return Study(
            series: "s", run: run, stages: stages, metrics: samples.metrics,
            samples: ids.flatMap { samples.samples(of: $0) }, effects: Bench.judge(pairs, samples, options),
            totals: Bench.judge([StagePair(before: ids[0], after: ids[patches])], samples, options), functions: [],
            options: options,
            circumstances: EffectsReport.Circumstances(command: "bench", host: host, conditions: [:]), caveats: [],
            tests: tests, claims: [], searches: [],
            patches: stages.dropFirst().map { label in
                ShownPatch(
                    label: label,
                    header: PatchHeader(
                        subject: "slab: do it", body: String(repeating: "Why it is done.\n", count: 40)),
                    diff: diff(lines: 12, &draw))
            }, reported: nil, outdated: [])
    }

    @Test func `a page of a dozen stages has at most 300 KB, and every sample`() throws {
        var draw = SplitMix64(seed: 20_160_328)
        var study = Self.study(Self.samples(&draw), &draw)
        let page = ReportPage(study: study).html
        #expect(page.utf8.count <= 240_000, "\(page.utf8.count) bytes")
        let dots = page.matches(of: #/<path class="sample" d="([^"]*)"/#).map { $0.1.count { $0 == "z" } }
        #expect(dots.count == Self.metrics.count)
        // Those that would lie on the one before are drawn once.
        let all = Self.rounds * (Self.patches + 1) * Self.metrics.count
        #expect(dots.reduce(0, +) > all * 9 / 10 && dots.reduce(0, +) <= all)
        for stage in 1...Self.patches { #expect(page.contains("<article id=\"stage-\(stage)\"")) }
        #expect(!page.contains("more lines: patchbench show"))
        // Of patches that are long the page has what there is room for.
        for index in study.patches.indices { study.patches[index].diff = Self.diff(lines: 1_000, &draw) }
        let large = ReportPage(study: study).html
        #expect(large.utf8.count <= 300_000, "\(large.utf8.count) bytes")
        #expect(large.matches(of: /more lines: patchbench show/).count == Self.patches)
    }
}
