import Outputs
import PatchModel
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension TestReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, tests, fixes, regressions, stages, problems, interrupted
    }

    private struct Entry: Encodable {
        let stage: StageID
        let name: String
        let outcome: TestResult.Outcome
        let expected: Bool
        let message: String
        let times: Int
    }

    public func encode(to encoder: any Encoder) throws {
        let entries = results.flatMap { stage in
            stage.tests.map { test in
                Entry(
                    stage: stage.stage, name: test.name, outcome: test.outcome, expected: test.isExpected,
                    message: test.message, times: test.times)
            }
        }
        let changes = changes
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(entries, forKey: .tests)
        try container.encode(changes.fixes, forKey: .fixes)
        try container.encode(changes.regressions, forKey: .regressions)
        try container.encode(stages, forKey: .stages)
        try container.encode(problems, forKey: .problems)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }
}

/// The patch is null where other stages lie between the two.
extension TestChanges.Change: Encodable {
    enum CodingKeys: String, CodingKey {
        case patch, stages, test
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stages.patch?.value, forKey: .patch)
        try container.encode([stages.before, stages.after], forKey: .stages)
        try container.encode(test, forKey: .test)
    }
}
