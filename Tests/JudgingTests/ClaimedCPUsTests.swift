import PatchModel
import Testing

@testable import Judging
@testable import Outputs

/// Claims of a number of CPUs, held against what was measured on this machine's CPUs and on virtual ones.
@Suite struct ClaimedCPUsTests {
    private static let pair = StagePair(before: .base, after: StageID(1))

    private func stated(_ claim: String) throws -> StatedClaim {
        let series = try Series(name: "s", patches: [])
        return try #require(StatedClaim.all(of: series, seriesFile: ("series", "# Claim: \(claim)")).first)
    }

    private static func metric(_ name: String, cpus: Int? = nil) -> Metric {
        var parameters = ["size": Parameters.Value.integer(64)]
        parameters["cpus"] = cpus.map { .integer($0) }
        return Metric(name: name, parameters: Parameters(parameters), unit: "cycles", better: .less)
    }

    /// Three rounds on two CPUs in which alloc stays, and one of 8 virtual CPUs is halved.
    private static let samples: RoundSamples = {
        var samples = RoundSamples()
        for round in 1...3 {
            for (stage, virtual) in [(pair.before, 100.0), (pair.after, 50.0)] {
                let values = [
                    (metric("alloc"), 10), (metric("virtual_alloc", cpus: 8), virtual),
                    (metric("virtual_alloc", cpus: 64), 70),
                ]
                samples.add(BenchOutput(samples: values, conditions: ["cpus": .integer(2)]), of: stage, round: round)
            }
        }
        return samples
    }()

    private static let claims: [(String, ClaimVerdict, ClaimEvidence.Machine?)] = [
        ("alloc unchanged", .confirmed, .real(cpus: 2)),
        ("alloc unchanged on 2 cpus", .confirmed, .real(cpus: 2)),
        ("alloc -50% on 8 cpus", .confirmed, .virtual(cpus: 8)),
        ("alloc(size>=64) -50% on 8 CPUs", .confirmed, .virtual(cpus: 8)),
        ("virtual_alloc -50% on 8 cpus", .confirmed, .virtual(cpus: 8)),
        ("virtual_alloc(cpus=8) unchanged", .refuted, .virtual(cpus: 8)),
        ("alloc -50% on 64 cpus", .refuted, .virtual(cpus: 64)),
        ("alloc -50% on 4 cpus", .notHere, nil),
        ("free -50% on 8 cpus", .notHere, nil),
        ("free -50%", .notShown, nil),
    ]

    @Test(arguments: claims) func `a claim of other CPUs is judged by virtual ones where there are as many`(
        _ text: String, _ verdict: ClaimVerdict, _ machine: ClaimEvidence.Machine?
    ) throws {
        let claim = try stated(text)
        let judge = ClaimJudge(
            claims: [(claim, Self.pair)], cpus: 2, options: ComparisonOptions(length: .rounds(3), seed: 1))
        let finding = try #require(judge.findings(Self.samples, rounds: 3)[claim])
        #expect(finding.verdict == verdict)
        guard case .effects(_, _, let measured) = finding.evidence else {
            #expect(machine == nil)
            return
        }
        #expect(measured == machine)
    }

    private static let wanted: [(String, Int?)] = [
        ("alloc -50%", nil), ("alloc -50% on 2 cpus", nil), ("alloc -50% on 8 cpus", 8),
        ("virtual_alloc(size=64,cpus=16) -50%", 16), ("virtual_alloc -50% on 2 cpus", 2), ("virtual_alloc -50%", nil),
        ("test starts on 8 cpus", nil),
    ]

    @Test(arguments: wanted) func `it says how many virtual CPUs could show it`(
        _ text: String, _ cpus: Int?
    ) throws { #expect(try stated(text).virtualCPUs(here: 2) == cpus) }
}
