import Foundation
import PatchbenchTestSupport
import Testing

@Suite struct EffectsTests {
    private let small: SmallSeries

    init() throws { small = try SmallSeries() }

    private func effects(_ command: Command) throws -> [[String: Any]] {
        let document = try JSONSerialization.jsonObject(with: Data(command.output)) as? [String: Any]
        return try #require(document?["effects"] as? [[String: Any]])
    }

    @Test func `attribute says what each patch changed, and counts that do not vary are exact`() async throws {
        let answer = try await small.patchbench("attribute", "--json")
        #expect(answer.status == 0)
        let allocs = try effects(answer).filter { $0["metric"] as? String == "alloc" }
        #expect(allocs.map { $0["patch"] as? Int } == [1, 2, 3])
        #expect(allocs.map { $0["verdict"] as? String } == ["faster", "unchanged", "faster"])
        #expect(allocs.map { $0["ratio"] as? Double } == [0.8, 1, 0.5])
        #expect(allocs.allSatisfy { $0["low"] as? Double == $0["ratio"] as? Double })
        #expect(allocs.allSatisfy { ($0["parameters"] as? [String: Int]) == ["size": 32] })
    }

    @Test func `the table names the patches and the change from base to top`() async throws {
        let text = try await small.patchbench("attribute").text
        #expect(
            text.hasPrefix(
                """
                1 lower-value and 3 halved-value make alloc(size=32) 20% and 50% faster; 1
                patch changes nothing that can be told.

                alloc, cycles (less is better): change by each patch
                  size                32
                  1 lower-value   -20.0%
                  2 0002-say-why       =
                  3 halved-value  -50.0%
                  all             -60.0%

                """), "\(text)")
        #expect(
            text.contains(
                """
                3 halved-value:
                                    before -> after  change  interval
                alloc(size=32)  8.00 -> 4.00 cycles  -50.0%     exact
                free(size=32)   16.0 -> 8.00 cycles  -50.0%     exact

                """))
    }

    @Test func `compare takes any two stages and builds no other`() async throws {
        let answer = try await small.patchbench("compare", "base", "top", "--json", "--rounds", "3")
        let alloc = try #require(try effects(answer).first)
        #expect(alloc["ratio"] as? Double == 0.4)
        #expect(alloc["verdict"] as? String == "faster")
        #expect(small.builds == ["0", "3"])
    }

    @Test func `a change within the margin is none`() async throws {
        let answer = try await small.patchbench("compare", "0", "1", "--json", "--margin", "30%")
        #expect(try effects(answer).allSatisfy { $0["verdict"] as? String == "unchanged" })
    }

    @Test func `a stage that does not build leaves its two patches without a verdict, and the status is 1`()
        async throws
    {
        try small.edit("base/build.sh") { "test $PATCHBENCH_STAGE != 1 || exit 3\n" + $0 }
        let answer = try await small.patchbench("attribute", "--json")
        #expect(answer.status == 1)
        #expect(answer.errors.contains("stage 1 does not build"))
        #expect(Set(try effects(answer).map { $0["patch"] as? Int }) == [3])
    }

    static let wrong: [([String], String)] = [
        (["attribute", "2..2"], "no patch lies between the stages"),
        (["attribute", "--margin", "0"], "--margin must be above 0"),
        (["compare", "0", "9"], "no stage 9"),
        (["attribute", "--budget", "soon"], "--budget"),
    ]

    @Test(arguments: wrong) func `wrong input ends with 2 and says why`(_ words: [String], _ message: String)
        async throws
    {
        let answer = try await small.patchbench(words)
        #expect(answer.status == 2)
        #expect(answer.errors.contains(message))
    }
}
