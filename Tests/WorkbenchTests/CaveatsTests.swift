import Foundation
import PatchModel
import PatchbenchTestSupport
import Statistics
import Testing

@testable import Workbench

@Suite struct CaveatsTests {
    private static let metric = Metric(name: "alloc", parameters: Parameters(), unit: "ns", better: .less)

    /// Three stages at other levels, `count` rounds; `shift` is added to the logarithm of a sample of a round.
    private func series(
        _ count: Int, seed: UInt64, sigma: Double = 0.02, _ shift: (Int, inout Xoshiro256) -> Double = { _, _ in 0 }
    ) -> MetricSeries {
        var random = Xoshiro256(seed: seed)
        let stages = [100.0, 130, 90].map { level in
            Dictionary(
                uniqueKeysWithValues: (1...count).map { round in
                    let noise = sigma * random.gaussian()
                    return (round, level * exp(noise + shift(round, &random)))
                })
        }
        return MetricSeries(metric: Self.metric, stages: stages)
    }

    /// At the level 1%, of 600 six are expected.
    @Test(arguments: [6, 9, 20]) func `steady noise is said to drift or to have two levels in 2% at most`(_ rounds: Int)
    {
        let found = (0..<600).map { trial in
            let seed = UInt64(10_000 * rounds + 2 * trial)
            return Caveats.of([series(rounds, seed: seed), series(rounds, seed: seed + 1)])
        }
        #expect(found.count { $0.contains { $0.kind == "drift" } } <= 12)
        #expect(found.count { $0.contains { $0.kind == "bimodal" } } <= 12)
    }

    @Test func `outliers are neither drift nor a second level`() {
        let found = (0..<300).map { seed in
            Caveats.of([
                series(12, seed: UInt64(seed)) { _, random in
                    Int.random(in: 0..<10, using: &random) == 0
                        ? 0.1 * -log(Double.random(in: 0x1p-53..<1, using: &random)) : 0
                }
            ])
        }
        #expect(found.count { !$0.isEmpty } <= 6)
    }

    @Test(arguments: [1.0, -1]) func `a metric that moves over the rounds drifts, by so much`(_ direction: Double)
        throws
    {
        let caveats = Caveats.of([series(12, seed: 3) { round, _ in direction * 0.01 * Double(round) }])
        guard case .drift(_, metrics: 1, let change) = try #require(caveats.first) else {
            Issue.record("no drift but \(caveats)")
            return
        }
        #expect(abs(change - direction * 0.11) < 0.03)
        #expect(caveats[0].message.hasPrefix("alloc \(direction > 0 ? "rose" : "fell") by "))
    }

    @Test func `a metric with two levels has them, so far apart`() throws {
        let caveats = Caveats.of([
            series(20, seed: 4, sigma: 0.005) { _, random in Bool.random(using: &random) ? 0.1 : 0 }
        ])
        guard case .bimodal(_, metrics: 1, let distance) = try #require(caveats.first) else {
            Issue.record("no second level but \(caveats)")
            return
        }
        #expect(abs(distance - 0.1) < 0.02)
    }

    @Test func `two builds at two levels are no second level`() {
        let layout = series(40, seed: 4, sigma: 0.005) { round, _ in round.isMultiple(of: 2) ? 0.1 : 0 }
        #expect(Caveats.of([layout]).map(\.kind) == ["bimodal"])
        #expect(Caveats.of([layout.byBuild(2)]) == [])
    }

    @Test func `counts are not tested for levels, and what does not vary for nothing`() {
        let counts = (1...30).map { ($0, Double($0 * $0 % 2 == 0 ? 4 : 9)) }
        let two = MetricSeries(metric: Self.metric, stages: [Dictionary(uniqueKeysWithValues: counts)])
        #expect(two.modes == nil)
        let same = MetricSeries(metric: Self.metric, stages: [[1: 5, 2: 5, 3: 5]])
        #expect(same.deviation == nil && same.drift == nil && same.residuals.isEmpty)
    }

    // MARK: - The machine

    private func times(total: Double, busy: Double, stolen: Double, own: Double, after: Duration) -> CPUTimes {
        CPUTimes(total: total, busy: busy, stolen: stolen, own: own, clock: Self.start + after)
    }
    private static let start = ContinuousClock.now

    /// Ten seconds on two CPUs: seconds of all processes, of our own, and stolen.
    @Test(
        arguments: [
            (10.0, 10.0, 0.1, "", []), (14, 10, 0.1, "performance", ["load"]), (10, 10, 0.4, "", ["stolen-time"]),
            (10, 10, 0, "powersave", ["governor"]), (19, 8, 1, "schedutil", ["stolen-time", "load", "governor"]),
        ] as [(Double, Double, Double, String, [String])])
    func `what the machine did besides is said`(
        busy: Double, own: Double, stolen: Double, governor: String, kinds: [String]
    ) {
        var watch = MachineWatch()
        watch.add(
            from: times(total: 50, busy: 30, stolen: 2, own: 1, after: .zero),
            to: times(total: 70, busy: 30 + busy, stolen: 2 + stolen, own: 1 + own, after: .seconds(10)))
        #expect(Caveats.of(watch, governor: governor).map(\.kind) == kinds)
    }

    @Test func `a time that is a few ticks long says nothing`() {
        var watch = MachineWatch()
        watch.add(
            from: times(total: 0, busy: 0, stolen: 0, own: 0, after: .zero),
            to: times(total: 0.4, busy: 0.4, stolen: 0.2, own: 0, after: .milliseconds(200)))
        #expect(Caveats.of(watch, governor: "") == [])
    }

    @Test func `the kernel's line is read by its columns`() throws {
        let folder = try TemporaryFolder()
        try folder.write("cpu  100 20 30 400 50 6 7 80 9 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n", to: "proc/stat")
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        let times = CPUTimes.current(of: SystemFiles(root: folder.url))
        #expect(times.total * ticks == 693)
        #expect(times.busy * ticks == 163)
        #expect(times.stolen * ticks == 80)
    }

    // MARK: - Tables and verdicts

    @Test func `a table of few rounds, or of much noise, says so`() {
        #expect(Caveats.ofTable([series(5, seed: 1)], rounds: 5) == [.fewRounds(5)])
        #expect(Caveats.ofTable([series(8, seed: 1)], rounds: 8) == [])
        let noisy = Caveats.ofTable([series(8, seed: 1), series(8, seed: 1, sigma: 0.2)], rounds: 8)
        #expect(noisy.map(\.kind) == ["noise"])
        #expect(
            noisy.first?.message.hasPrefix("1 of 2 metrics vary by more than 5.0% from run to run, alloc by ") == true)
    }

    private func caveats(_ rounds: Int, sigma: Double, change: Double, rebuilds: Int = 1) -> [Caveat] {
        var random = Xoshiro256(seed: 9)
        var samples = RoundSamples()
        for round in 1...rounds {
            for (stage, level) in [(0, 100.0), (1, 100 * exp(change))] {
                samples.add(
                    BenchOutput(samples: [(Self.metric, level * exp(sigma * random.gaussian()))]),
                    of: StageNumber(stage), round: round)
            }
        }
        let pair = StagePair(before: .base, after: StageNumber(1))
        let effects = MetricEffect.judge(
            [EffectQuestion(pair: pair, metric: Self.metric)], in: samples, margin: 0.01, confidence: 0.95)
        let options = ComparisonOptions(length: .rounds(rounds), seed: 1, rebuilds: rebuilds)
        return Caveats.of(effects, rounds: rounds, options)
    }

    @Test func `verdicts say what keeps them from being more`() throws {
        #expect(caveats(5, sigma: 0.02, change: 0) == [.fewRounds(5)])
        #expect(caveats(12, sigma: 0.003, change: 0.05) == [.oneBuild])
        #expect(caveats(12, sigma: 0.003, change: 0.05, rebuilds: 3) == [])
        #expect(caveats(12, sigma: 0.003, change: 0.5) == [])
        guard
            case .unsettled(Self.metric, metrics: 1, let told, rounds: 12, let needed) =
                try #require(caveats(12, sigma: 0.05, change: 0).first)
        else {
            Issue.record("not unsettled")
            return
        }
        #expect((0.02...0.1).contains(told))
        #expect(needed > 12)
    }
}
