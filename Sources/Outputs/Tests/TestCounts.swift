/// How many tests of a stage did what.
public struct TestCounts: Sendable, Equatable {
    public var passed = 0
    /// Failed, as they should before their patch.
    public var expected = 0
    public var failed = 0
    public var skipped = 0
}

extension TestCounts {
    public init(_ tests: [TestResult]) {
        for test in tests {
            switch test.outcome {
            case .pass: passed += 1
            case .skip: skipped += 1
            case .fail, .crash, .timeout: test.isExpected ? (expected += 1) : (failed += 1)
            }
        }
    }
}
