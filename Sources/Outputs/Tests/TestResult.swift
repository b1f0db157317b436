/// What one test of one stage did.
public struct TestResult: Sendable, Equatable {
    public var name: String
    public var outcome: Outcome
    /// For a failure: the test itself says that it cannot pass at this stage, so it does not count against the stage.
    public var isExpected = false
    /// Why, in the test's words; empty where it gave none.
    public var message = ""

    package init(name: String, outcome: Outcome, isExpected: Bool = false, message: String = "") {
        self.name = name
        self.outcome = outcome
        self.isExpected = isExpected
        self.message = message
    }

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
}
