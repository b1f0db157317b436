extension TestResult.Outcome {
    /// What a word says that tools have for how something went: `notrun`, `Timed out`; nil for other words.
    static func of(_ word: String) -> (TestResult.Outcome, isExpected: Bool)? {
        switch word.lowercased().filter({ !"-_ ".contains($0) }) {
        case "run", "ran", "passed", "pass", "completed", "complete", "ok", "success", "successful", "succeeded":
            (.pass, false)
        case "notrun", "skipped", "skip", "disabled", "suppressed", "ignored", "ignore", "pending", "notexecuted",
            "aborted", "cancelled", "canceled", "deselected", "todo":
            (.skip, false)
        case "failed", "fail", "failure", "notok": (.fail, false)
        case "error", "errored", "crashed", "crash", "broken": (.crash, false)
        case "timeout", "timedout": (.timeout, false)
        case "xfail", "xfailed", "expectedfailure": (.fail, true)
        default: nil
        }
    }
}
