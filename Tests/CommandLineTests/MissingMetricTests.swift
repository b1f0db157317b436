import Foundation
import PatchbenchTestSupport
import Testing

/// Metrics that a stage lacks, in the answers of verbs.
@Suite struct MissingMetricTests {
    /// A series whose benchmark prints one of the fixtures' two outputs: the base's, and the other from patch 1 on.
    private func series(_ name: String) throws -> SmallSeries {
        let cases = Product.packageRoot.appending(path: "fixtures/cases/bench/" + name).path
        let small = try SmallSeries()
        try small.edit("patchbench.yaml") {
            $0.replacing(
                "bench: sh out/run bench",
                with: "bench: if [ $PATCHBENCH_STAGE = 0 ]; then cat \(cases)/s0; else cat \(cases)/s1; fi")
        }
        return small
    }

    private func document(_ answer: Command) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any])
    }

    private func missing(_ document: [String: Any]) -> [String] {
        (document["missing"] as? [[String: Any]] ?? []).map {
            "\($0["stage"] ?? "-") \($0["metric"] ?? "-") \($0["reason"] ?? "-")"
        }
    }

    static let cases: [(name: String, missing: [String])] = [
        ("gbench-skipped", ["1 cpu_time skipped", "1 real_time skipped"]), ("metric-gone", ["1 b not printed"]),
        ("go-nan-counter", ["0 hit-ratio no number"]), ("zero", []),
    ]

    @Test(arguments: cases) func `bench and run say which metrics a stage lacks, and why`(
        _ name: String, _ expected: [String]
    ) async throws {
        for verb in ["bench", "run"] {
            let answer = try await series(name).patchbench(verb, "0..1", "--rounds", "1", "--json")
            let document = try document(answer)
            #expect(missing(document).sorted() == expected, "\(verb)")
            #expect((document["problems"] as? [Any])?.isEmpty == true)
        }
    }

    @Test func `what is skipped everywhere is told in text, and leaves nothing to compare`() async throws {
        let small = try series("gbench-skipped")
        let table = try await small.patchbench("bench", "0..1", "--rounds", "1")
        #expect(table.status == 0)
        #expect(table.text.contains(/at stage 1: skipped, line 1 \(no such\s+instruction here\)/))
        let nothing = try await small.patchbench("bench", "1", "--rounds", "1")
        #expect(nothing.status == 1)
        let compared = try await small.patchbench("compare", "0", "1", "--rounds", "3", "--json")
        #expect(compared.status == 1)
        #expect(try (document(compared)["effects"] as? [Any])?.isEmpty == true)
    }
}
