import Foundation
import PatchbenchTestSupport
import Testing

/// Pinning brings all threads of the process to the CPUs, so the tool has one of its own here.
@Suite struct PinTests {
    /// The benchmark gives the number of CPUs that it may run on.
    private static let plan = SmallSeries.plan.replacing(
        "bench: sh out/run bench", with: "bench: {command: nproc, pattern: '(?<value>[0-9]+)', metric: cpus}")

    private func document(_ command: Command) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(command.output)) as? [String: Any])
    }

    @Test(arguments: [(["--pin", "0"], "0"), (["--pin", "none"], nil), ([], nil)] as [([String], String?)])
    func `measured processes run on the CPUs asked for, and the report says so`(
        _ words: [String], _ pin: String?
    ) throws {
        let small = try SmallSeries(plan: Self.plan)
        let answer = try document(small.product(["bench", "0", "--rounds", "1", "--json"] + words))
        #expect(answer["pin"] as? String == pin)
        let metric = try #require((answer["metrics"] as? [[String: Any]])?.first)
        let all = try Command.run("nproc", [], in: small.folder.url).text.split(separator: "\n").first
        #expect(metric["median"] as? Int == (pin == nil ? all.flatMap { Int($0) } : 1))
    }

    /// Where nothing is kept, stages are built between the samples.
    @Test func `builds have all CPUs, also after a sample that was pinned`() throws {
        let small = try SmallSeries(
            plan: Self.plan.replacing("build: sh build.sh", with: "build: nproc >> \"$BUILDS\"")
                .replacing("    keep: [out/run, out/value.txt]\n", with: ""))
        #expect(try small.product("bench", "0..1", "--rounds", "3", "--pin", "0").status == 0)
        let all = try Command.run("nproc", [], in: small.folder.url).text.split(separator: "\n").map(String.init)
        #expect(small.builds.count > 3)
        #expect(Set(small.builds) == Set(all))
    }

    @Test func `the plan may pin, and a comparison says it too`() throws {
        let small = try SmallSeries(plan: Self.plan.replacing("metric: cpus}", with: "metric: cpus, pin: one}"))
        let text = try small.product("compare", "0", "1").text
        #expect(text.contains(/; pinned to\sCPU \d+\n/))
    }

    @Test func `a run is not gone on with on other CPUs`() throws {
        // A command's parent is its supervisor, and that one's the tool.
        let interrupts = "read -r _ _ _ tool _ < /proc/$PPID/stat; kill -INT $tool; sleep 600"
        let small = try SmallSeries(plan: SmallSeries.plan.replacing("sh out/run bench", with: interrupts))
        _ = try small.product("bench", "0", "--rounds", "1", "--pin", "0")
        let answer = try small.product("bench", "--resume")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("its processes were pinned to CPU 0; give --pin 0"))
    }

    @Test(arguments: [("--pin=8191", "cannot pin to CPU 8191"), ("--pin=x", "--pin")])
    func `CPUs that are not there are refused`(_ option: String, _ message: String) async throws {
        let answer = try await SmallSeries(plan: Self.plan).patchbench("bench", "0", option)
        #expect(answer.status == 2)
        #expect(answer.errors.contains(message))
    }
}
