import PatchModel
import Statistics
import Testing

@testable import Judging
@testable import Outputs

@Suite struct AblationTests {
    private static let metric = Metric(name: "m", parameters: Parameters(), unit: "cycles", better: .less)
    private static let ablation = Ablation(
        top: StageNumber(3), patches: [1, 2, 3].map { StageNumber($0) }, isInPlace: true)

    /// Rounds in which the stages give these values, each times the round's own speed.
    private static func samples(_ values: [String: Double], rounds: Int = 12) -> RoundSamples {
        var generator = Xoshiro256(seed: 3)
        var samples = RoundSamples()
        for round in 1...rounds {
            let speed = Double.random(in: 0.5...2, using: &generator)
            for (stage, value) in values {
                let noise = Double.random(in: 0.999...1.001, using: &generator)
                let output = BenchOutput(samples: [(metric, value * speed * noise)])
                samples.add(output, of: StageID(stage)!, round: round)
            }
        }
        return samples
    }

    @Test func `the stages are the top without each patch, and those around its place, each pair once`() {
        let pairs = Self.ablation.pairs.map { "\($0.before)..\($0.after)" }
        #expect(pairs == ["3-1..3", "3-2..3", "2..3", "0..1", "1..2"])
        #expect(Self.ablation.pairs.map(\.patch?.value) == [1, 2, 3, 1, 2])
    }

    @Test func `an interaction is the effect last over the effect in place`() throws {
        let samples = Self.samples(["0": 100, "1": 80, "2": 40, "3": 40, "3-1": 40, "3-2": 80])
        let findings = Self.ablation.findings(samples, ComparisonOptions(length: .rounds(12), margin: 0.02, seed: 1))
        #expect(findings.last.map(\.judgement) == [.unchanged, .faster, .unchanged])
        #expect(findings.inPlace.map(\.judgement) == [.faster, .faster, .unchanged])
        #expect(findings.interactions.map(\.judgement) == [.slower, .unchanged])
        #expect(abs(findings.interactions[0].ratio - 1.25) < 0.01)
    }

    @Test func `an interaction that is open keeps both of its pairs open`() {
        let samples = Self.samples(["0": 100, "1": 80, "2": 40, "3": 40, "3-1": 40, "3-2": 80], rounds: 3)
        let open = Self.ablation.unsettled(samples, ComparisonOptions(length: .rounds(12), margin: 0.02, seed: 1))
        #expect(open == Self.ablation.pairs)
    }

    @Test func `what is 0 has effects and no interaction`() {
        let samples = Self.samples(["0": 0, "1": 80, "2": 40, "3": 40, "3-1": 40, "3-2": 80])
        let findings = Self.ablation.findings(samples, ComparisonOptions(length: .rounds(12), seed: 1))
        #expect(findings.inPlace.count == 3)
        #expect(findings.interactions.map(\.pair.patch?.value) == [2])
    }
}
