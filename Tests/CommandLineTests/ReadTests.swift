import Foundation
import PatchbenchTestSupport
import Testing

/// `read`: what a reader makes of a file, without a project.
@Suite struct ReadTests {
    private static let cases = Product.packageRoot.appending(path: "fixtures/cases", directoryHint: .isDirectory)
    private static let nothing = "there is no metric and no test that is understood"

    /// The keys that users are promised.
    private struct Document: Decodable {
        struct Metric: Decodable {
            var metric: String
            var unit: String
            var value: Double
        }
        struct Test: Decodable {
            var name: String
            var outcome: String
        }
        struct Problem: Decodable {
            var line: Int?
            var message: String
        }
        var metrics: [Metric]
        var tests: [Test]
        var problems: [Problem]
    }

    /// What is read of an output: `time 10.0 ns/op`, `opens fail`, `2: why`.
    private func lines(_ answer: Command) throws -> [String] {
        let document = try JSONDecoder().decode(Document.self, from: Data(answer.output))
        return document.metrics.map { "\($0.metric) \($0.value) \($0.unit)" }
            + document.tests.map { "\($0.name) \($0.outcome)" }
            + document.problems.map { "\($0.line ?? 0): \($0.message)" }
    }

    static let inputs: [(words: String, status: Int32, lines: [String])] = [
        (
            "bench/go-nan-counter/s0", 1,
            ["time 10.0 ns/op", "2: hit-ratio(benchmark=Lookup): no number (NaN)"]
        ),
        ("bench/gbench-skipped/s0", 0, ["real_time 120.5 ns", "cpu_time 120.1 ns"]),
        ("bench/gbench-skipped/s1", 0, []),
        ("--format json-lines bench/units-ms-us/s1", 0, ["load 9000.0 us"]),
        ("--format junit bench/units-ms-us/s1", 1, ["0: " + nothing]),
        ("test/ktap-console.txt", 0, ["page_ref_helpers pass", "refcount_rename fail"]),
        ("--format junit test/junit-two-documents.xml", 0, ["one.a pass", "two.b fail"]),
        ("test/junit-notrun.xml", 0, ["Arena.grows pass", "Arena.shrinks skip"]),
    ]

    @Test(arguments: inputs) func `a file's metrics, tests and problems are shown`(
        _ words: String, _ status: Int32, _ expected: [String]
    ) async throws {
        let answer = try await Command.patchbench(
            ["read"] + words.split(separator: " ").map(String.init), in: Self.cases)
        #expect(answer.status == status)
        #expect(try lines(answer) == expected)
    }

    @Test func `what comes through a pipe is read from its beginning to its end`() async throws {
        let pipe = Pipe()
        let text = #"{"metric":"a","unit":"ns","value":3}"# + "\n1..2\nok 1 - b\n"
        try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try pipe.fileHandleForWriting.close()
        let answer = try await Command.patchbench(
            ["read", "-"], in: Self.cases, input: pipe.fileHandleForReading.fileDescriptor)
        #expect(answer.status == 1)
        #expect(try lines(answer) == ["a 3.0 ns", "b pass", "2: 2 tests were announced, 1 reported"])
    }

    @Test func `several patterns may be tried`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("sort 3 ms\nheap: 7 KiB\n", to: "log")
        let answer = try await Command.patchbench(
            [
                "read", "log", "--pattern", #"^(?<metric>\w+) (?<value>\d+) (?<unit>\w+)"#, "--pattern",
                #"^(?<metric>\w+): (?<value>\d+) (?<unit>\w+)"#,
            ], in: folder.url)
        #expect(try lines(answer) == ["sort 3.0 ms", "heap 7.0 KiB"])
    }

    /// What is printed is made in parts.
    @Test(arguments: [1, 1_000, 2_001]) func `any number of tests is one document`(_ count: Int) async throws {
        let folder = try TemporaryFolder()
        let names = (0..<count).map { "t\($0)" }
        let results = names.enumerated().map { "ok \($0 + 1) - \($1)\n" }
        try folder.write("1..\(count)\n" + results.joined(), to: "log")
        let answer = try await Command.patchbench(["read", "log", "--format", "tap"], in: folder.url)
        #expect(answer.status == 0)
        #expect(try lines(answer) == names.map { "\($0) pass" })
    }

    static let wrong = [
        (["nowhere"], "no such file or folder"), (["--format", "jason-lines", "x"], "did you mean"),
        (["--pattern", "(", "x"], "is no regular expression"), (["--pattern", "a", "x"], "(?<value>\u{2026})"),
    ]

    @Test(arguments: wrong) func `wrong input ends with 2 and says why`(
        _ words: [String], _ message: String
    ) async throws {
        let answer = try await Command.patchbench(["read"] + words, in: Self.cases)
        #expect(answer.status == 2)
        #expect(answer.errors.contains(message), "\(answer.errors)")
    }
}
