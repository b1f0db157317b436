/// A `testsuite` or `testsuites` that is open: what it announces, and what was found in it.
struct JUnitSuite {
    struct Counts {
        var tests = 0
        var failed = 0
        var skipped = 0
        /// A name that stands twice in a row: a test, and what its clean-up did.
        var doubles = 0
        /// Errors of the suite itself, which some count as tests.
        var own = 0

        static func + (one: Counts, other: Counts) -> Counts {
            Counts(
                tests: one.tests + other.tests, failed: one.failed + other.failed, skipped: one.skipped + other.skipped,
                doubles: one.doubles + other.doubles, own: one.own + other.own)
        }
    }

    let name: String
    let line: Int
    private let tests: Int?
    private let failed: Int
    private let skipped: Int
    private var direct = Counts()
    /// With those of the suites in it.
    private(set) var all = Counts()
    private var lastTest = ""

    init(_ attributes: [String: String], line: Int) {
        func count(_ name: String) -> Int? { attributes[name].flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 } }
        name = attributes["name"] ?? ""
        self.line = line
        tests = count("tests")
        failed = (count("failures") ?? 0) + (count("errors") ?? 0)
        // Some count what is disabled among what is skipped, some beside it.
        skipped = ["skipped", "disabled", "ignored", "skip", "skips"].compactMap(count).max() ?? 0
    }

    mutating func take(_ test: TestResult) {
        let isFailed = test.outcome != .pass && test.outcome != .skip
        let isDouble = test.name == lastTest
        lastTest = test.name
        // An expected failure is one of those that pytest counts as skipped.
        add(
            Counts(
                tests: 1, failed: isFailed ? 1 : 0, skipped: test.outcome == .skip || test.isExpected ? 1 : 0,
                doubles: isDouble ? 1 : 0))
    }

    mutating func takeOwn(_ result: TestResult) {
        add(Counts(failed: result.outcome == .skip ? 0 : 1, skipped: result.outcome == .skip ? 1 : 0, own: 1))
    }

    mutating func take(_ suite: JUnitSuite) { all = all + suite.all }

    private mutating func add(_ counts: Counts) { (direct, all) = (direct + counts, all + counts) }

    /// What was announced and is not so. A suite may count what is in the suites in it, or not.
    var contradictions: [TestReportProblem] {
        let problems = contradictions(all)
        return contradictions(direct).isEmpty ? [] : problems
    }

    private func contradictions(_ found: Counts) -> [TestReportProblem] {
        func problem(_ what: String, _ announced: Int, _ found: Int) -> TestReportProblem {
            TestReportProblem(line: line, .xml(.count(what, announced: announced, found: found, suite: name)))
        }
        var problems: [TestReportProblem] = []
        if failed > found.failed { problems.append(problem("failed", failed, found.failed)) }
        // What was skipped may not be listed, or not be counted.
        let unlisted = max(0, skipped - found.skipped)
        let missing = max(0, (tests ?? 0) - found.tests - found.own)
        if missing > unlisted {
            problems.append(problem("tests", tests!, found.tests))
        } else if unlisted > missing + found.own {
            problems.append(problem("skipped", skipped, found.skipped))
        } else if let tests, tests < found.tests - found.skipped - found.doubles {
            problems.append(problem("tests", tests, found.tests))
        }
        return problems
    }
}
