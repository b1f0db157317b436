import Machine
import Outputs

/// Turns how a test command ended, and what it printed, into results.
enum TestVerdict {
    /// The exit status that says that a stage cannot be tested, as `git bisect run` has it.
    static let cannotTest: Int32 = 125

    /// The results in `output`; where it holds none, one result called `test` from how the command ended.
    ///
    /// - Parameter source: How a message calls where the output stands.
    static func results(
        output: String, as format: TestFormat? = nil, from source: String = "the JUnit report",
        ended outcome: CommandOutcome
    ) -> [TestResult] {
        if outcome == .exited(status: cannotTest) {
            let known = reported(output, format)
            return known + [single(outcome, known.isEmpty ? "test" : "test command")]
        }
        return switch format ?? TestFormat.detect(output) {
        case .status: [single(outcome)]
        case .junit: junit(output, source, outcome)
        case .tap: tap(output, outcome) ?? [unreadable("the test command prints no TAP", outcome)]
        case nil: tap(output, outcome) ?? [single(outcome)]
        }
    }

    /// What a command that could not test the stage reported before it said so.
    private static func reported(_ output: String, _ format: TestFormat?) -> [TestResult] {
        switch format ?? TestFormat.detect(output) {
        case .status: []
        case .junit: (try? JUnitReader.read(output).get()) ?? []
        case .tap, nil: TAPReader.read(output)?.results ?? []
        }
    }

    private static func single(_ outcome: CommandOutcome, _ name: String = "test") -> TestResult {
        if outcome == .exited(status: cannotTest) {
            return TestResult(name: name, outcome: .skip, message: "cannot be tested: \(outcome.phrase)")
        }
        return failure(of: outcome).map { TestResult(name: name, $0) } ?? TestResult(name: name, outcome: .pass)
    }

    private static func unreadable(_ reason: String, _ outcome: CommandOutcome) -> TestResult {
        let ending = failure(of: outcome).map { "; \($0.1)" } ?? ""
        return TestResult(name: "test command", outcome: .fail, message: reason + ending)
    }

    private static func junit(_ output: String, _ source: String, _ outcome: CommandOutcome) -> [TestResult] {
        switch JUnitReader.read(output) {
        case .failure(let problem):
            return [unreadable("line \(problem.line) of \(source): \(problem.reason)", outcome)]
        case .success(var results):
            if let failure = failure(of: outcome),
                !outcome.isPlainExit || !results.contains(where: \.isUnexpectedFailure)
            {
                results.append(TestResult(name: "test command", failure))
            }
            return results
        }
    }

    /// Nil where `output` is no TAP at all.
    private static func tap(_ output: String, _ outcome: CommandOutcome) -> [TestResult]? {
        guard let report = TAPReader.read(output) else { return nil }
        var results = report.results
        if let reason = report.bailedOut {
            results.append(TestResult(name: "test command", outcome: .fail, message: "bailed out: \(reason)"))
        } else if let failure = failure(of: outcome),
            !outcome.isPlainExit || !results.contains(where: \.isUnexpectedFailure)
        {
            results.append(TestResult(name: "test command", failure))
        } else if let planned = report.planned, planned != report.reported {
            let message = "\(planned) tests were announced, \(report.reported) reported"
            results.append(TestResult(name: "test command", outcome: .fail, message: message))
        }
        return results
    }

    private static func failure(of outcome: CommandOutcome) -> (TestResult.Outcome, String)? {
        switch outcome {
        case .exited(status: 0), .interrupted: nil
        case .exited: (.fail, outcome.phrase)
        case .killed: (.crash, outcome.phrase)
        case .timedOut: (.timeout, outcome.phrase)
        }
    }
}

extension TestResult {
    fileprivate init(name: String, _ failure: (outcome: Outcome, message: String)) {
        self.init(name: name, outcome: failure.outcome, message: failure.message)
    }
}

extension CommandOutcome {
    /// For the message of a result.
    public var phrase: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .killed(let signal): "killed by signal \(signal)"
        case .timedOut(let limit): "stopped after \(limit.components.seconds) s"
        case .interrupted: "interrupted"
        }
    }

    fileprivate var isPlainExit: Bool {
        if case .exited = self { true } else { false }
    }
}
