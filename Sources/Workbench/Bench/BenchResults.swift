import Foundation
import Machine
import Outputs

/// Where a bench command leaves its results: what it prints, or the file or folder that the plan names.
struct BenchResults {
    package let command: BenchCommand
    /// Where the command runs.
    package let folder: URL
    /// The file that has what it prints.
    package let log: URL

    private var output: URL? { command.output.map { folder.appending(path: $0) } }

    /// Takes away what an earlier run left, so that it is never taken for this one's.
    package func clear() throws {
        guard let output else { return }
        let files = output.isFolder ? Criterion.estimates(in: output).compactMap(\.source.url) : [output]
        for file in files where file.exists {
            try FileManager.default.removeItem(at: file)
        }
    }

    /// The problem names the file that it is in.
    package func read(_ usage: ResourceUsage?) -> Result<BenchOutput, StageProblem.Cause> {
        guard let output else { return readLog(usage).mapError { .bench($0, log: log) } }
        guard output.isFolder else {
            guard output.exists else { return .failure(.bench(.noOutput(command.output!), log: log)) }
            return BenchOutput.read(.file(output), as: command.format).mapError { .bench($0, log: output) }
        }
        let files = Criterion.estimates(in: output)
        guard !files.isEmpty else {
            return .failure(.bench(.noOutput(command.output! + "/*/" + Criterion.estimatesFile), log: log))
        }
        return Criterion.read(files).mapError { failure in
            .bench(failure.problem, log: files.first { $0.benchmark == failure.benchmark }?.source.url ?? output)
        }
    }

    /// A command that prints nothing is measured itself.
    private func readLog(_ usage: ResourceUsage?) -> Result<BenchOutput, BenchProblem> {
        let format = command.format ?? BenchFormat.detect(.file(log)) ?? .command
        if format == .command, !Task.isCancelled, let usage { return .success(BenchOutput(usage)) }
        return BenchOutput.read(.file(log), as: format)
    }
}
