/// What one test of one stage did.
public struct TestResult: Sendable, Equatable {
    public var name: String
    public var outcome: Outcome
    /// For a failure: the test itself says that it cannot pass at this stage, so it does not count against the stage.
    public var isExpected = false
    /// Why, in the test's words; empty where it gave none.
    public var message = ""
    /// How often the name stands in what the tests of the stage reported.
    public var times = 1

    package init(name: String, outcome: Outcome, isExpected: Bool = false, message: String = "", times: Int = 1) {
        self.name = name
        self.outcome = outcome
        self.isExpected = isExpected
        self.message = message
        self.times = times
    }

    /// The name of the one result of a command that reports no tests of its own.
    package static let wholeCommand = "test"

    /// The name of what is wrong with a command beside the tests that it reports.
    package static let command = "test command"

    /// Whether a result of the name is one of the command, and of no test.
    package static func isOfCommand(_ name: String) -> Bool { name == wholeCommand || name == command }

    /// Whether a command passed by its exit status, while something that it printed was not understood.
    package var isNoted: Bool { outcome == .pass && name == Self.wholeCommand && !message.isEmpty }

    public enum Outcome: String, Sendable, Codable {
        case pass, fail, crash, timeout, skip
    }

    /// Whether the result speaks against the stage.
    public var isUnexpectedFailure: Bool {
        switch outcome {
        case .pass, .skip: false
        case .fail, .crash, .timeout: !isExpected
        }
    }

    /// The higher, the worse. What did not run says less than what passed.
    package var severity: Int {
        switch outcome {
        case .skip: 0
        case .pass: 1
        case .fail: isExpected ? 2 : 5
        case .timeout: isExpected ? 3 : 6
        case .crash: isExpected ? 4 : 7
        }
    }
}
