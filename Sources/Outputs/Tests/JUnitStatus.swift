/// What the attributes of a `testcase` say of how it went, where no element in it says so.
///
/// googletest writes `status="run" result="completed"` and `status="notrun" result="suppressed"`, CTest `status="run"`,
/// `"fail"`, `"notrun"` and `"disabled"`; others write an adjective.
enum JUnitStatus: Equatable {
    case outcome(TestResult.Outcome, isExpected: Bool, words: String)
    case unknown(attribute: String, value: String)

    /// Nil where they say nothing. The worst of them counts.
    init?(_ attributes: [String: String]) {
        var worst: JUnitStatus?
        for attribute in ["status", "result", "outcome"] {
            guard let value = attributes[attribute], !value.isEmpty else { continue }
            let found = TestResult.Outcome.of(value).map { outcome, isExpected in
                JUnitStatus.outcome(outcome, isExpected: isExpected, words: "\(attribute)=\"\(value)\"")
            }
            worst = Self.worse(worst, found ?? .unknown(attribute: attribute, value: value))
        }
        for (attribute, value, outcome) in Self.flags where Self.truth(attributes[attribute]) == value {
            let words = "\(attribute)=\"\(attributes[attribute]!)\""
            worst = Self.worse(worst, .outcome(outcome, isExpected: false, words: words))
        }
        guard let worst else { return nil }
        self = worst
    }

    private static let flags: [(attribute: String, value: Bool, outcome: TestResult.Outcome)] = [
        ("disabled", true, .skip), ("skipped", true, .skip), ("ignored", true, .skip), ("notrun", true, .skip),
        ("run", false, .skip), ("executed", false, .skip), ("success", false, .fail),
    ]

    private static func truth(_ value: String?) -> Bool? {
        switch value?.lowercased() {
        case "1", "true", "yes": true
        case "0", "false", "no": false
        default: nil
        }
    }

    /// What did not run is worse than a pass here: one attribute says that the test ran, the other that it did not.
    private static func worse(_ known: JUnitStatus?, _ other: JUnitStatus) -> JUnitStatus {
        guard let known else { return other }
        return other.rank > known.rank ? other : known
    }

    private var rank: Int {
        switch self {
        case .outcome(.pass, _, _): 0
        case .outcome(.skip, _, _): 1
        case .unknown: 2
        case .outcome(.fail, _, _): 3
        case .outcome(.timeout, _, _): 4
        case .outcome(.crash, _, _): 5
        }
    }
}
