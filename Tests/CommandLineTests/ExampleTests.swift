import Foundation
import PatchbenchTestSupport
import Testing

/// The examples from other worlds, each with the tools of its own. They take minutes, so that `make test-examples` asks
/// for them.
@Suite(
    .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["PATCHBENCH_EXAMPLES"] != nil, "make test-examples runs them"))
struct ExampleTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let folder: String
        /// What its README says of it: the one patch with a cost, and the metric that has it.
        let culprit: (patch: Int, benchmark: String)
        let tests: Int
        /// The test that is fixed by the series, and the patch that does it.
        let fix: (name: String, patch: Int)?

        var testDescription: String { folder }
    }

    static let examples = [
        Example(folder: "cpp", culprit: (4, "count_words"), tests: 8, fix: ("apostrophes", 3)),
        Example(folder: "rust", culprit: (3, "insert"), tests: 1, fix: nil),
        Example(
            folder: "python", culprit: (3, "benchmarks/test_speed.py::test_since[10]"), tests: 9,
            fix: ("tests.test_ringlog.test_a_log_shows_what_it_is", 1)),
    ]

    struct Effects: Decodable {
        struct Effect: Decodable {
            let patch: Int
            let parameters: [String: String]
            let ratio: Double?
            let verdict: String
        }
        let effects: [Effect]
    }

    struct Tests: Decodable {
        struct Outcome: Decodable {
            let stage: Int
            let name: String
            let outcome: String
        }
        let tests: [Outcome]
    }

    @Test(arguments: examples) func `attribute names the patch with a cost`(_ example: Example) throws {
        let told = try answer(Effects.self, ["attribute", "--rounds", "10", "--margin", "5%"], in: example).effects
        #expect(Set(told.map(\.patch)) == Set(1...5))
        let dearest = told.filter { $0.verdict == "slower" }.max { ($0.ratio ?? 0) < ($1.ratio ?? 0) }
        #expect(dearest?.patch == example.culprit.patch)
        #expect(dearest?.parameters["benchmark"] == example.culprit.benchmark)
    }

    @Test(arguments: examples) func `all tests pass at the top, and the fix is seen`(_ example: Example) throws {
        let tests = try answer(Tests.self, ["test"], in: example).tests
        let atTop = tests.filter { $0.stage == 5 }
        #expect(atTop.count == example.tests && atTop.allSatisfy { $0.outcome == "pass" })
        guard let fix = example.fix else { return }
        let fixed = tests.filter { $0.name == fix.name }
        #expect(fixed.map(\.outcome) == (0...5).map { $0 < fix.patch ? "fail" : "pass" })
    }

    private func answer<Answer: Decodable>(
        _ type: Answer.Type, _ arguments: [String], in example: Example
    ) throws -> Answer {
        let folder = Product.packageRoot.appending(path: "examples/\(example.folder)", directoryHint: .isDirectory)
        // The tools of Rust and Python live at home.
        let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
        let command = try Command.product(arguments + ["--json"], in: folder, environment: ["HOME": home])
        return try JSONDecoder().decode(type, from: Data(command.output))
    }
}
