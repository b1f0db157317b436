/// Turns how a test command ended, and what it printed, into results.
enum TestVerdict {
    /// The results in `output`; where that is no TAP, one result called `test` from how the command ended.
    static func results(output: String, ended outcome: CommandOutcome) -> [TestResult] {
        guard let report = TAPReader.read(output) else {
            var single = TestResult(name: "test", outcome: .pass)
            if let failure = failure(of: outcome) { single = TestResult(name: "test", failure) }
            return [single]
        }
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
