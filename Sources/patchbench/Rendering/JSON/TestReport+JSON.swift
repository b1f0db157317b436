import Outputs
import PatchModel
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension TestReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, tests, stages, problems, interrupted
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
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(entries, forKey: .tests)
        try container.encode(stages, forKey: .stages)
        try container.encode(problems, forKey: .problems)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }
}
