import Foundation
import Testing

@testable import Outputs

@Suite struct LinePatternTests {
    /// The kernel's slab_bulk test, as in mails to linux-mm.
    private static let kmalloc = """
        1: 2 CPUs
        Kmalloc N*alloc N*free(32): Average=365/806
        Kmalloc N*alloc N*free(64): Average=452/690
        """

    @Test func `several groups are metrics, and others conditions`() throws {
        let text = #"free\((?<size>\d+)\): Average=(?<alloc>\d+)/(?<free>\d+)"#
        let pattern = try LinePattern(text, unit: "cycles", better: .less, values: ["alloc", "free"])
        let cpus = try LinePattern(#": (?<cpus>\d+) CPUs|(?<value>\d+)never"#, conditions: ["cpus"])
        let output = try BenchOutput.read(Self.kmalloc, as: .patterns([pattern, cpus])).get()
        #expect(
            summary(.success(output)) == [
                "alloc(size=32) 365.0 cycles less", "free(size=32) 806.0 cycles less",
                "alloc(size=64) 452.0 cycles less", "free(size=64) 690.0 cycles less",
            ])
        #expect(output.conditions == ["cpus": .integer(2)])
    }

    static let readings: [(pattern: String, values: [String]?, text: String, expected: [String])] = [
        (
            #"(?P<metric>\w+): (?P<value>[\d.]+)(?P<unit>[^\s,]+)"#, nil, "a: 5ms, b: 6req/s\n",
            ["a 5.0 ms less", "b 6.0 req/s unknown"]
        ),
        (
            #"in (?<in>\d+)(?: out (?<out>\d+))?"#, ["in", "out"], "in 3\n", ["in 3.0 1 unknown"]
        ),
        (#"(?<metric>\w) (?<x>\d) (?<value>\d)"#, ["value", "x"], "a 1 2", ["a 2.0 1 unknown", "x 1.0 1 unknown"]),
        (#"(?i)TIME (?<value>\d+)"#, nil, "Time 5\nTime 7\n", ["value 6.0 1 unknown"]),
        (
            #"(?<n>\w+)=(?<value>\S*)"#, nil, "a=1 b=x c=\n",
            ["value(n=a) 1.0 1 unknown", "value(n=b) no-number 1: x", "value(n=c) no-number 1: "]
        ),
    ]

    @Test(arguments: readings) func `groups are values, names, units and parameters`(
        _ pattern: String, _ values: [String]?, _ text: String, _ expected: [String]
    ) throws {
        #expect(summary(text, as: .pattern(try LinePattern(pattern, values: values))) == expected)
    }

    static let wrong: [(pattern: String, values: [String]?, problem: LinePattern.Problem)] = [
        ("a", nil, .noValue), ("(?<a>x)", [], .noValue), ("(?<value>x)", ["y"], .noGroup("y")),
        (
            #"(?<value>\d)(?=s)"#, nil,
            .syntax("looking ahead: not supported, since patterns are matched in linear time, at character 15")
        ),
        (
            #"(?<value>\d)\1"#, nil,
            .syntax("references to groups: not supported, since patterns are matched in linear time, at character 14")
        ),
        ("(?<value>[0-9)", nil, .syntax("a bracket that is not closed, at character 15")),
        ("(?<value>x", nil, .syntax("a parenthesis that is not closed, at character 11")),
        ("(?<value>*)", nil, .syntax("a quantifier without anything before it, at character 10")),
        ("(?<value>(((x{1000}){1000}){1000}))", nil, .syntax("more than 20000 steps")),
    ]

    @Test(arguments: wrong) func `what cannot be a pattern is refused`(
        _ pattern: String, _ values: [String]?, _ problem: LinePattern.Problem
    ) {
        #expect(throws: problem) { try LinePattern(pattern, values: values) }
    }

    /// Each of these takes an engine that goes back time exponential in the line's length.
    static let runaway = [
        (#"(a+)+b(?<value>\d)"#, "aaaaaaaa"), (#"(?:a|aa)+$(?<value>\d)?x"#, "aaaaaaaa"),
        (#"^(\w+\s?)*:(?<value>\d)$"#, "abcd efg "),
    ]

    @Test(.timeLimit(.minutes(10)), arguments: runaway) func `no pattern runs away`(_ pattern: String, _ text: String)
        throws
    {
        let line = String(repeating: text, count: 500)
        #expect(summary(line + "\n", as: .pattern(try LinePattern(pattern))) == ["noMetric"])
    }

    @Test func `of a line that is too long, and of work that is too much, a limit is named`() throws {
        let long = String(repeating: "a", count: BenchLimit.patternLine.count + 1)
        #expect(
            summary("x\n" + long, as: .pattern(try LinePattern("(?<value>a)"))) == [
                "line 2: beyond(Outputs.BenchLimit.patternLine)"
            ])
        #expect(summary("x\n" + long, as: .pattern(try LinePattern("(?<value>b)"))) == ["noMetric"])
        // Each match looks to the end of the line for a better one.
        let quadratic = Array(String(repeating: "a", count: 1000).utf8)
        let problem = #expect(throws: BenchProblem.self) {
            try LinePattern.read(.bytes(quadratic), with: [try LinePattern("a.*?b|(?<value>a)")], steps: 100_000)
        }
        #expect(problem.map { summary(.failure($0)) } == ["line 1: beyond(Outputs.BenchLimit.patternSteps)"])
    }

    static let patterns = [
        "a", "a*", "a+?b", "(a|ab)(c|bcd)(d*)", "[a-c]+", "[^a-c]+", #"\d+"#, #"\w+\s\w+"#, "a{2,3}", "a{2}", "a{2,}?",
        "^ab", "ab$", #"\bab\b"#, "(a)|(b)", "(a*)*", "(a|b)*c", "x?y?z?", ".b", "(?:ab)+", #"[\d.]+"#, "a|b|",
        "(?i)AB+", "(a?)(ab)?", "((a)|(b))+", #"(\w+)=(\d+)"#, "a.*b", "a.*?b", #"\$\{"#, #"[a\-c]+"#, "é+", "[é-ü]",
    ]
    static let texts = [
        "", "a", "b", "ab", "abcd", "aaab", "cab dab", "x12 y=3", "abab", "AbB ab", "a1.5 zz", "${a}", "éüa", "a\tb c",
        "aXbYb", "]a-c",
    ]

    @Test(arguments: patterns) func `matches are those that Swift's own engine finds`(_ pattern: String) throws {
        let expression = try Regex(pattern)
        let names = try PatternProgram("(?<whole>" + pattern + ")")
        var matcher = PatternMatcher(names)
        var scanner = PatternScanner(names)
        for text in Self.texts {
            let expected = text.matches(of: expression).map { String(text[$0.range]) }
            let found = matcher.matches(in: text, limit: 1_000_000)?.map { $0.groups["whole"] ?? "" }
            #expect(found == expected, "\(pattern) in \(text)")
            let mayMatch = scanner.mayMatch(Array(text.utf8)[...])
            #expect(mayMatch || expected.isEmpty, "\(pattern) in \(text)")
        }
    }
}
