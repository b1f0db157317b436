import Foundation
import Machine
import Outputs

/// Where a test command leaves its report: what it prints, or the file that the plan names.
struct TestOutput {
    let command: TestCommand
    /// Where the command runs.
    let folder: URL
    /// The file that has what it prints.
    let log: URL

    private var report: URL? { command.output.map { folder.appending(path: $0) } }

    /// Takes away what an earlier run left, so that it is never taken for this one's.
    func clear() throws {
        if let report, report.exists { try FileManager.default.removeItem(at: report) }
    }

    func results(ended outcome: CommandOutcome) -> [TestResult] {
        var reader = TestReader(format: command.format)
        LogFile(report ?? log).read { piece in
            reader.read(piece)
            return !reader.isFull && !Task.isCancelled
        }
        return TestVerdict.results(reader.finish(), as: command.format, file: command.output, ended: outcome)
    }
}
