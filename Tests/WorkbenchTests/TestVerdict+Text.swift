@testable import Machine
@testable import Outputs
@testable import Workbench

extension TestVerdict {
    /// Of what a command printed.
    static func results(
        output: String, as format: TestFormat? = nil, file: String? = nil, ended outcome: CommandOutcome
    ) -> [TestResult] {
        var reader = TestReader(format: format)
        reader.read(Array(output.utf8))
        return results(reader.finish(), as: format, file: file, ended: outcome)
    }
}
