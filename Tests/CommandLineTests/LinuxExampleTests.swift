import Foundation
import PatchbenchTestSupport
import Testing

/// The series on the real kernel, which is built and booted: `make test-linux` asks for it.
@Suite(
    .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["PATCHBENCH_LINUX"] != nil, "make test-linux runs them"))
struct LinuxExampleTests {
    private static let folder = Product.packageRoot.appending(path: "examples/linux", directoryHint: .isDirectory)
    /// The compiler's cache is at home.
    private static let environment = ["HOME": ProcessInfo.processInfo.environment["HOME"] ?? "/"]

    private struct Claims: Decodable {
        struct Claim: Decodable {
            let patch: Int
            let verdict: String
        }
        let claims: [Claim]
    }

    private struct Search: Decodable {
        struct Change: Decodable {
            let patch: Int
        }
        let changes: [Change]
        let answer: String
    }

    private func answer<Answer: Decodable>(_ type: Answer.Type, _ arguments: [String]) throws -> Answer {
        let command = try Command.product(arguments + ["--json"], in: Self.folder, environment: Self.environment)
        return try JSONDecoder().decode(type, from: Data(command.output))
    }

    /// linux-mm, 2016-03-28: the lock is taken 4 times, 3 times, 2 times, once for an object that fills a slab.
    @Test func `what the patches claim of node locks is confirmed`() throws {
        let claims = try answer(Claims.self, ["claims", "--rounds", "8"]).claims
        #expect(claims.map(\.patch) == [1, 2, 3, 4])
        #expect(claims.allSatisfy { $0.verdict == "confirmed" })
    }

    @Test(arguments: ["panics", "hangs"]) func `a search names the patch after which a test`(_ series: String) throws {
        let test = "a_shrunk_cache_keeps_what_is_used"
        let search = try answer(Search.self, ["bisect", "--series", series, "--test", test])
        #expect(search.answer == "change")
        #expect(search.changes.map(\.patch) == [3])
    }

    @Test func `no guest outlives ^C`() throws {
        let product = [Product.patchbench.path, "bench", "0", "--rounds", "100"]
        let stopped = try Command.run(
            "timeout", ["--signal=INT", "8"] + product, in: Self.folder, environment: Self.environment)
        // That it was timeout which ended it.
        #expect(stopped.status == 124)
        #expect(try Command.run("pgrep", ["-f", "qemu-system.* slab_bench.run"], in: Self.folder).status == 1)
    }
}
