import Foundation
import PatchbenchTestSupport
import Testing

@testable import Input
@testable import Machine
@testable import Outputs

@Suite struct PlanTests {
    private static let good = """
        series:
          first:
            base: base
            patches: patches
            build: make
            keep: [out/a, out/b]
            test: ./test
            limits: {build: 10, test: 0.5}
          second:
            base: base
            patches: patches
            build:
              - ./configure
              - make -j2
        """

    /// Reads `text` as the plan of a folder that holds `base/` and `patches/`.
    func read(_ text: String) throws -> Plan {
        let folder = try TemporaryFolder()
        try folder.makeFolder("base")
        try folder.makeFolder("patches")
        try folder.write(text, to: Plan.fileName)
        return try Plan.find(from: folder.url)
    }

    func problem(in text: String) throws -> (PlanProblem, Int?)? {
        do {
            _ = try read(text)
            return nil
        } catch InputError.plan(let problem, file: _, let line) {
            return (problem, line)
        }
    }

    @Test func `series come in the order of the file, with lists and single texts alike`() throws {
        let plan = try read(Self.good)
        #expect(plan.series.map(\.name) == ["first", "second"])
        #expect(plan.series.map(\.build) == [["make"], ["./configure", "make -j2"]])
        #expect(plan.series[0].keep == ["out/a", "out/b"])
        #expect(plan.series[0].limits.build == .seconds(10))
        #expect(plan.series[0].limits.test == .milliseconds(500))
        #expect(plan.series[1].limits == SeriesPlan.Limits())
        #expect(plan.series[0].base.path == BaseSource.folder(plan.directory.appending(path: "base")).path)
    }

    @Test(arguments: [
        ("{<<: *first, patches: base}", "make"), ("{patches: base, build: ./b, <<: *first}", "./b"),
        ("{<<: [{build: ./b}, *first], patches: base}", "./b"),
        ("{<<: {<<: *first, build: ./b}, patches: base}", "./b"),
    ]) func `a series has what another one is given, but for what it says itself`(_ text: String, build: String) throws
    {
        let first = "{base: base, patches: patches, build: make, limits: {test: 5}}"
        let plan = try read("series:\n  first: &first \(first)\n  second: \(text)\n")
        let second = plan.series[1]
        #expect(second.base == plan.series[0].base && second.limits.test == .seconds(5))
        #expect(second.build == [build] && second.patches.places.map(\.lastPathComponent) == ["base"])
    }

    @Test func `what is merged is a mapping`() throws {
        let found = try problem(in: "series:\n  s:\n    <<: make\n    base: base\n    patches: patches\n")
        #expect(found?.0 == .wrongType("<<", expected: .mapping) && found?.1 == 3)
    }

    private func bench(_ text: String) throws -> BenchCommand? {
        try read("series:\n  s:\n    base: base\n    patches: patches\n    bench: \(text)\n").series[0].bench
    }

    @Test func `a pattern may be a text, say what its groups are, and be one of several`() throws {
        let text = #"'(?<alloc>\d+)/(?<free>\d+) on (?<cpus>\d+)'"#
        let one = try bench("{command: b, pattern: \(text), values: [alloc, free], unit: cycles}")
        let several = try bench(
            "{command: b, unit: ms, better: less, pattern: ['t (?<value>.+)', "
                + "{match: \(text), values: [alloc, free], conditions: [cpus], unit: cycles}]}")
        let expression = #"(?<alloc>\d+)/(?<free>\d+) on (?<cpus>\d+)"#
        #expect(
            one?.format
                == .patterns([try LinePattern(expression, unit: "cycles", values: ["alloc", "free"])]))
        #expect(
            several?.format
                == .patterns([
                    try LinePattern("t (?<value>.+)", unit: "ms", better: .less),
                    try LinePattern(
                        expression, unit: "cycles", better: .less, values: ["alloc", "free"], conditions: ["cpus"]),
                ]))
    }

    struct Source: Sendable, CustomTestStringConvertible {
        var testDescription: String { text }
        var text: String
        var base: @Sendable (URL) -> BaseSource
        var patches: @Sendable (URL) -> PatchesSource
    }

    static let sources = [
        Source(
            text: "{base: base, patches: patches}", base: { .folder($0.appending(path: "base")) },
            patches: { .files([$0.appending(path: "patches")]) }),
        Source(
            text: "{base: {git: ., rev: v6.1}, patches: [patches, base]}", base: { .revision("v6.1", repository: $0) },
            patches: { .files([$0.appending(path: "patches"), $0.appending(path: "base")]) }),
        Source(
            text: "{base: {git: base, rev: v1}, patches: {git: base, range: v1..v2}}",
            base: { .revision("v1", repository: $0.appending(path: "base")) },
            patches: { .commits(CommitsSource(["v1..v2"], repository: $0.appending(path: "base"))) }),
    ]

    @Test(arguments: sources) func `base and patches come from folders, files and git`(_ source: Source) throws {
        let plan = try read("series: {s: \(source.text)}")
        let folder = plan.directory.standardizedFileURL
        #expect(plan.series[0].base.path == source.base(folder).path)
        #expect(plan.series[0].patches.paths == source.patches(folder).paths)
    }

    @Test func `the default series is the first`() throws {
        let plan = try read(Self.good)
        #expect(try plan.series(named: nil).name == "first")
        #expect(try plan.series(named: "second").name == "second")
        #expect(throws: InputError.self) { try plan.series(named: "third") }
    }

    @Test func `the plan is found from a folder below it`() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("base")
        try folder.makeFolder("patches")
        try folder.makeFolder("deep/down")
        try folder.write(Self.good, to: Plan.fileName)
        let plan = try Plan.find(from: folder.url.appending(path: "deep/down"))
        #expect(plan.directory.standardizedFileURL.path == folder.url.standardizedFileURL.path)
    }

    @Test func `without a plan anywhere the error says where the search began`() throws {
        let folder = try TemporaryFolder()
        do {
            _ = try Plan.find(from: folder.url)
            Issue.record("a plan was found")
        } catch InputError.noPlan(let from) {
            #expect(from.path == folder.url.standardizedFileURL.path)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var text: String
        var problem: PlanProblem
        var line: Int
    }

    /// Nine times what the line before stands for, again and again.
    private static let nested = (1...12).map { line in
        let value = line == 1 ? "x" : "*a\(line - 1)"
        return "  a\(line): &a\(line) [" + Array(repeating: value, count: 9).joined(separator: ", ") + "]\n"
    }.joined()
    private static let flow = nested.replacing("\n  a", with: ",\n  a").dropLast()

    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "series:\n\(nested)", "series:\n\(nested)  ? *a12\n  : x\n", "{series: {\n\(flow)}}\n",
            "series:\n" + nested.replacing(#/(\[)(.*)\]/#) { "\n  - " + $0.2.replacing(", ", with: "\n  - ") },
        ]) func `F8: aliases of aliases are no reason to run for ever`(_ text: String) throws
    {
        #expect(try problem(in: text)?.0 == .tooManyAliases(10_000))
    }

    @Test func `what several series share is said once`() throws {
        let others = (1...200).map { "  s\($0): {base: base, patches: patches, build: *build, test: *test}\n" }.joined()
        let first =
            "  s:\n    base: base\n    patches: patches\n    build: &build [make, make x]\n"
            + "    test: &test t && *x\n"
        #expect(try problem(in: "series:\n" + first + others)?.0 == nil)
    }

    static let cases = [
        Case(
            testDescription: "an unknown key",
            text: "series:\n  s:\n    base: base\n    patches: patches\n    biuld: make\n",
            problem: .unknownKey("biuld", known: PlanReader.seriesKeys),
            line: 5),
        Case(
            testDescription: "a revision without a name",
            text: "series:\n  s:\n    base: {git: .}\n    patches: patches\n",
            problem: .missingKey("rev", in: nil), line: 3),
        Case(
            testDescription: "an unknown key of a range",
            text: "series:\n  s:\n    base: base\n    patches: {git: ., rang: v1..v2}\n",
            problem: .unknownKey("rang", known: ["git", "range", "paths"]), line: 4),
        Case(
            testDescription: "more components to strip than a path has",
            text: "series:\n  s:\n    base: base\n    patches: patches\n    strip: 100\n",
            problem: .wrongType("strip", expected: .upTo(99)), line: 5),
        Case(
            testDescription: "an allowance of something else",
            text: "series:\n  s:\n    base: base\n    patches: patches\n    allow: everything\n",
            problem: .wrongType(
                "allow", expected: .oneOf(["bidi", "crlf", "submodule", "partial", "empty", "invisible"])), line: 5),
        Case(
            testDescription: "no series yet", text: "series:\n", problem: .emptySeries, line: 1),
        Case(
            testDescription: "an unknown key at the top", text: "serie:\n  s: {}\n",
            problem: .unknownKey("serie", known: ["series"]), line: 1),
        Case(
            testDescription: "a series without a base", text: "series:\n  s:\n    patches: patches\n",
            problem: .missingKey("base", in: "s"), line: 2),
        Case(
            testDescription: "a list where a text belongs",
            text: "series:\n  s:\n    base: base\n    patches: patches\n    test: [a, b]\n",
            problem: .wrongType("test", expected: .string), line: 5),
        Case(
            testDescription: "a limit that is no time",
            text: "series:\n  s:\n    base: base\n    patches: patches\n    limits:\n      test: soon\n",
            problem: .wrongType("test", expected: .seconds), line: 6),
        Case(
            testDescription: "a series that is no mapping", text: "series:\n  s: base\n",
            problem: .wrongType("s", expected: .mapping), line: 2),
        Case(
            testDescription: "a name that cannot be part of a ref", text: "series:\n  ../s:\n    base: base\n",
            problem: .badSeriesName("../s"), line: 2),
        Case(
            testDescription: "CPUs that are none",
            text: "series:\n  s:\n    base: base\n    patches: patches\n    bench:\n      command: b\n      pin: two\n",
            problem: .badPinning("two"), line: 7),
        Case(
            testDescription: "a margin that is none",
            text: "series:\n  s:\n    base: base\n    patches: patches\n    margin: some\n",
            problem: .wrongType("margin", expected: .percentage), line: 5),
        Case(
            testDescription: "no build at all",
            text: "series:\n  s:\n    base: base\n    patches: patches\n    rebuilds: 0\n",
            problem: .wrongType("rebuilds", expected: .rebuilds), line: 5),
        Case(
            testDescription: "a group that the pattern has not",
            text: "series:\n  s:\n    base: base\n    patches: patches\n    bench:\n      command: b\n"
                + "      pattern: {match: 'a (?<value>.+)', conditions: [cpus]}\n",
            problem: .badPattern(.noGroup("cpus")), line: 7),
        Case(
            testDescription: "a kept file outside the work tree",
            text: "series:\n  s:\n    base: base\n    patches: patches\n    keep:\n      - a\n      - ../b\n",
            problem: .keepsOutside("../b"), line: 7),
    ]

    @Test(arguments: cases) func `what is wrong is named with its line`(_ wrong: Case) throws {
        let found = try problem(in: wrong.text)
        #expect(found?.0 == wrong.problem)
        #expect(found?.1 == wrong.line)
    }

    @Test func `a folder that is not there is named with its line`() throws {
        let found = try problem(in: "series:\n  s:\n    base: nowhere\n    patches: patches\n")
        guard case .noSuchFolder("base", let folder)? = found?.0 else {
            Issue.record("unexpected: \(String(describing: found))")
            return
        }
        #expect(folder.lastPathComponent == "nowhere")
        #expect(found?.1 == 3)
    }

    @Test func `text that is not YAML is named with its line`() throws {
        let found = try problem(in: "series:\n  s: [\n")
        guard case .syntax? = found?.0 else {
            Issue.record("unexpected: \(String(describing: found))")
            return
        }
        #expect(found?.1 == 3)
    }
}

extension BaseSource {
    /// For comparing: URLs of one place differ in a slash at the end.
    fileprivate var path: String {
        switch self {
        case .folder(let folder): folder.standardizedFileURL.path
        case .start(let folder): "the start in \(folder.standardizedFileURL.path)"
        case .revision(let name, let folder): "\(name) in \(folder.standardizedFileURL.path)"
        }
    }
}

extension PatchesSource {
    fileprivate var paths: [String] {
        switch self {
        case .files(let files): files.map(\.standardizedFileURL.path)
        case .commits(let commits): commits.ranges.map { "\($0) in \(commits.repository.standardizedFileURL.path)" }
        }
    }
}
