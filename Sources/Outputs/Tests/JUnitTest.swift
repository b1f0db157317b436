/// A `testcase` that is open.
struct JUnitTest {
    private let name: String
    private let status: JUnitStatus?
    private var outcome: TestResult.Outcome?
    private var message = ""
    private var isSkipped = false
    /// Whether what is skipped is a failure that pytest expects.
    var isExpectedFailure = false
    /// Surefire's elements for a test that was run again: it passed in the end, or never.
    var flaky: String?
    var rerun: String?

    init(_ attributes: [String: String]) {
        let group = attributes["classname"] ?? ""
        let name = attributes["name"] ?? ""
        // CTest has no classes and writes a test's name as its class, too.
        self.name = group.isEmpty || group == name ? name : name.isEmpty ? group : "\(group).\(name)"
        status = JUnitStatus(attributes)
    }

    /// The first of several counts, but that a crash is worse.
    mutating func mark(_ outcome: TestResult.Outcome, _ message: String) {
        let isWorse = self.outcome == .fail && outcome == .crash
        guard self.outcome == nil || isWorse else { return }
        self.outcome = outcome
        // Why it is expected says more than how it failed.
        if !isSkipped || self.message.isEmpty { self.message = message }
    }

    mutating func skip(_ message: String) {
        isSkipped = true
        if outcome == nil || self.message.isEmpty { self.message = message }
    }

    /// A status that is not understood, and that no element outvotes.
    var unknown: JUnitStatus? {
        if case .unknown? = status, outcome == nil { status } else { nil }
    }

    var result: TestResult {
        if let outcome { return result(outcome, isExpected: isSkipped || isExpectedFailure, message) }
        if isExpectedFailure { return result(.fail, isExpected: true, message) }
        switch status {
        case .outcome(let outcome, let isExpected, let words)? where outcome != .pass && outcome != .skip:
            return result(outcome, isExpected: isExpected || isSkipped, isSkipped ? message : words)
        case _ where isSkipped: return result(.skip, message)
        case .outcome(.skip, _, let words)?: return result(.skip, words)
        case .unknown(let attribute, let value)?: return result(.skip, "\(attribute)=\"\(value)\" is not understood")
        case .outcome?, nil: break
        }
        if let rerun { return result(.fail, rerun) }
        return result(.pass, flaky.map { "passed when it was run again: \($0)" } ?? "")
    }

    private func result(
        _ outcome: TestResult.Outcome, isExpected: Bool = false, _ message: String
    ) -> TestResult {
        TestResult(name: name, outcome: outcome, isExpected: isExpected, message: message)
    }
}
