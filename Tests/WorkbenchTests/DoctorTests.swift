import Foundation
import PatchModel
import PatchbenchTestSupport
import Statistics
import Testing

@testable import Judging
@testable import Machine
@testable import Outputs
@testable import Workbench

@Suite struct DoctorTests {
    @Test(
        arguments: [
            ("make -j2 all", "make"), ("CC=gcc make", "make"), ("  cargo bench", "cargo"), ("./run", nil),
            ("cd x && make", nil),
            ("out/bench --all", nil), ("$TOOL x", nil), ("g++-12 a.cc", "g++-12"), ("(make)", nil),
            ("sync; make", "sync"), ("", nil),
        ] as [(String, String?)])
    func `the program that a command begins with`(_ command: String, _ name: String?) {
        #expect(MachineCheck.program(in: command) == name)
    }

    // MARK: - A/A

    private static let metric = Metric(name: "time", parameters: Parameters(), unit: "ns", better: .less)

    /// So many rounds of one metric with noise of 2%.
    private func compare(rounds: Int, seed: UInt64) -> SelfComparison {
        var random = Xoshiro256(seed: seed)
        let pair = SelfComparison.pair
        var samples = RoundSamples()
        for round in 1...rounds {
            for stage in [pair.before, pair.after] {
                let value = 100 * exp(0.02 * random.gaussian())
                samples.add(BenchOutput(samples: [(Self.metric, value)]), of: stage, round: round)
            }
        }
        return SelfComparison(
            samples, rounds: rounds, time: .seconds(30), command: "bench",
            options: DoctorOptions(time: .seconds(30), seed: seed).comparison)
    }

    @Test func `a minute tells what its rounds tell`() throws {
        let run = compare(rounds: 40, seed: 1)
        #expect(run.roundsInOneMinute == 80)
        let finding = try #require(run.metrics.first)
        // Two runs of noise 0.02 differ by 0.02 sqrt(2).
        #expect((0.02...0.04).contains(try #require(finding.deviation)))
        let told = try #require(finding.toldInOneMinute)
        #expect((0.008...0.02).contains(told))
    }

    @Test func `the same is told apart from itself in 2% of the runs at most`() {
        var told = 0
        for seed in 0..<300 where compare(rounds: 12, seed: UInt64(seed)).metrics[0].isFalse { told += 1 }
        #expect(told <= 6)
    }
}
