import Machine
import Outputs

/// Turns how a test command ended, and what it reported, into results.
enum TestVerdict {
    /// The exit status that says that a stage cannot be tested, as `git bisect run` has it.
    static let cannotTest: Int32 = 125

    /// The results that were reported, and one called `test command` where something is wrong beside them; where there
    /// is no report, one result called `test` from how the command ended.
    ///
    /// - Parameter file: The file that the report was to be written to.
    static func results(
        _ reading: TestReading, as format: TestFormat? = nil, file: String? = nil, ended outcome: CommandOutcome
    ) -> [TestResult] {
        if outcome == .exited(status: cannotTest) {
            let known = reading.results
            return (known + [single(outcome, known.isEmpty ? TestResult.wholeCommand : TestResult.command)]).merged
        }
        guard reading.isReport else {
            return [unreported(format, file, outcome) ?? single(outcome, unread: reading.unread)]
        }
        let trouble = trouble(reading, file ?? "the JUnit report", outcome)
        return trouble.map { (reading.results + [$0]).merged } ?? reading.results
    }

    private static func single(
        _ outcome: CommandOutcome, _ name: String = TestResult.wholeCommand, unread: TestReading.UnreadLine? = nil
    ) -> TestResult {
        if outcome == .exited(status: cannotTest) {
            return TestResult(name: name, outcome: .skip, message: "cannot be tested: \(outcome.phrase)")
        }
        let note = unread.map { "line \($0.number) looks like a report that is not understood: \($0.text)" }
        if let failure = failure(of: outcome) {
            let message = [failure.message, note].compactMap { $0 }.joined(separator: "; ")
            return TestResult(name: name, outcome: failure.outcome, message: message)
        }
        guard let note, let unread else { return TestResult(name: name, outcome: .pass) }
        return unread.saysFailure
            ? TestResult(name: name, outcome: .fail, message: note)
            : TestResult(name: name, outcome: .pass, message: "by its exit status; \(note)")
    }

    /// Where a report must be, and is not.
    private static func unreported(
        _ format: TestFormat?, _ file: String?, _ outcome: CommandOutcome
    ) -> TestResult? {
        guard format != .status, format != nil || file != nil else { return nil }
        let kind =
            switch format {
            case .tap: "TAP"
            case .junit: "JUnit report"
            case .status, nil: "report that is understood"
            }
        let reason = file.map { "no \(kind) in \($0)" } ?? "the test command prints no \(kind)"
        let failure = failure(of: outcome)
        return TestResult(
            name: TestResult.command, outcome: failure?.outcome ?? .fail,
            message: [reason, failure?.message].compactMap { $0 }.joined(separator: "; "))
    }

    /// What is wrong beside the results.
    private static func trouble(_ reading: TestReading, _ source: String, _ outcome: CommandOutcome) -> TestResult? {
        let bailedOut = reading.bailedOut.map { ["bailed out: \($0)"] } ?? []
        let failure = failure(of: outcome)
        if let failure, !outcome.isPlainExit {
            // Why tests are missing is plain then.
            let message = ([failure.message] + bailedOut).joined(separator: "; ")
            return TestResult(name: TestResult.command, outcome: failure.outcome, message: message)
        }
        var reasons = bailedOut.isEmpty ? reading.problems.prefix(3).map { $0.words(in: source) } : bailedOut
        if bailedOut.isEmpty, reading.problems.count > 3 { reasons.append("and \(reading.problems.count - 3) more") }
        if let failure, reasons.isEmpty ? !reading.results.contains(where: \.isUnexpectedFailure) : reading.isXML {
            reasons.append(failure.message)
        }
        guard !reasons.isEmpty else { return nil }
        return TestResult(name: TestResult.command, outcome: .fail, message: reasons.joined(separator: "; "))
    }

    private static func failure(of outcome: CommandOutcome) -> (outcome: TestResult.Outcome, message: String)? {
        switch outcome {
        case .exited(status: 0), .interrupted: nil
        case .exited: (.fail, outcome.phrase)
        case .killed: (.crash, outcome.phrase)
        case .timedOut: (.timeout, outcome.phrase)
        }
    }
}

extension TestReading {
    fileprivate var isXML: Bool { problems.contains(where: \.isXML) }
}

extension CommandOutcome {
    /// For the message of a result.
    public var phrase: String {
        switch self {
        case .exited(126): "exit status 126, it cannot be run"
        case .exited(127): "exit status 127, a command that it needs cannot be run: it is not there"
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
