import Foundation
import PatchbenchTestSupport
import Testing

@Suite struct ClaimsTests {
    private let small: SmallSeries

    init() throws { small = try SmallSeries() }

    private func claim(_ claims: String..., patch: String = "0003-halve-the-value", flag: String = "halved-value")
        throws
    {
        let trailers = claims.map { "\nClaim: " + $0 }.joined()
        try small.edit("patches/\(patch).patch") {
            $0.replacing("Feature: \(flag)", with: "Feature: \(flag)" + trailers)
        }
    }

    private func findings(_ command: Command) throws -> [[String: Any]] {
        let document = try JSONSerialization.jsonObject(with: Data(command.output)) as? [String: Any]
        return try #require(document?["claims"] as? [[String: Any]])
    }

    @Test func `claims that hold are confirmed, with the evidence in one line`() async throws {
        try claim("test witness", "alloc -20%", patch: "0001-lower-the-value", flag: "lower-value")
        try claim("alloc(size<=32), free -50%", "alloc(size=32) +1% at most")
        let answer = try await small.patchbench("claims", "--json")
        #expect(answer.status == 0)
        let findings = try findings(answer)
        #expect(findings.map { $0["patch"] as? Int } == [1, 1, 2, 3, 3])
        #expect(findings.allSatisfy { $0["verdict"] as? String == "confirmed" })
        #expect(
            findings.map { $0["evidence"] as? String } == [
                "stage 0: fail, stages 1 to 3: pass",
                "alloc(size=32) -20.0% exactly; 3 rounds on 1 CPU",
                "the trace command prints the same on stages 1 and 2",
                "alloc(size=32) -50.0% exactly; free(size=32) -50.0% exactly; 3 rounds on 1 CPU",
                "alloc(size=32) -50.0% exactly; 3 rounds on 1 CPU",
            ])
    }

    /// The benchmark says that it runs on one CPU.
    @Test func `one of other CPUs is not shown here, and costs no rounds`() async throws {
        try claim("alloc -50% on 1 cpu", "alloc unchanged on 8 cpus", "test starts on 8 cpus")
        let answer = try await small.patchbench("claims", "--json")
        #expect(answer.status == 0, "\(answer.errors)")
        let found = try findings(answer).filter { $0["patch"] as? Int == 3 }
        #expect(found.map { $0["verdict"] as? String } == ["confirmed", "not shown here", "not shown"])
        #expect(found[1]["evidence"] as? String == "it is of 8 CPUs, and here the benchmark runs on 1")
        #expect(found[2]["evidence"] as? String == "stage 2: not run, stage 3: not run")
        #expect(try await small.patchbench("claims").text.contains("1 not shown, 1 not shown here"))
    }

    @Test func `one that is refuted ends with status 1`() async throws {
        try claim("alloc unchanged", "same-behaviour", "test starts", "alloc(size=64) -50%")
        let answer = try await small.patchbench("claims")
        #expect(answer.status == 1)
        #expect(answer.text.contains("  3  refuted    halved-value: alloc unchanged\n"))
        #expect(answer.text.contains("stages 2 and 3 differ: line 1 was \u{201C}digest 8\u{201D}"))
        #expect(answer.text.contains("stage 2: pass, stage 3: pass"))
        #expect(answer.text.contains("  3  not shown  halved-value: alloc(size=64) -50%\n"))
        #expect(answer.text.contains("1 confirmed, 3 refuted, 1 not shown"))
    }

    @Test func `the series file claims for the whole series`() async throws {
        try small.edit("patches/series") { "# Claim: alloc -60%\n" + $0 }
        let findings = try await findings(small.patchbench("claims", "--json"))
        #expect(findings.first?["claim"] as? String == "alloc -60%")
        #expect(findings.first?["patch"] is NSNull)
        #expect(findings.first?["verdict"] as? String == "confirmed")
    }

    @Test func `a claim that cannot be read is named with its file and line`() async throws {
        try claim("alloc much faster")
        let answer = try await small.patchbench("claims")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("0003-halve-the-value.patch:6: the claim \u{201C}alloc much faster\u{201D}"))
        #expect(small.builds.isEmpty)
    }

    @Test func `a series without claims says so`() async throws {
        try small.edit("patches/0002-say-why.patch") { $0.replacing("Claim: same-behaviour\n", with: "") }
        #expect(try await small.patchbench("claims").text == "nothing is claimed\n")
    }
}
