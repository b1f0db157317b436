import Foundation

/// Where a bench command leaves its results: what it prints, or the file or folder that the plan names.
struct BenchResults {
    let command: SeriesPlan.BenchCommand
    /// Where the command runs.
    let folder: URL
    /// The file that has what it prints.
    let log: URL

    private var output: URL? { command.output.map { folder.appending(path: $0) } }

    /// Takes away what an earlier run left, so that it is never taken for this one's.
    func clear() throws {
        guard let output else { return }
        for file in output.isFolder ? estimates(in: output).map(\.file) : [output] where file.exists {
            try FileManager.default.removeItem(at: file)
        }
    }

    func read(_ usage: ResourceUsage?) -> Result<BenchOutput, BenchProblem> {
        guard let output else { return read(LogFile(log).text, usage) }
        if output.isFolder {
            let files = estimates(in: output).map { (benchmark: $0.benchmark, text: LogFile($0.file).text) }
            guard !files.isEmpty else { return .failure(.noOutput(command.output! + "/*/" + Criterion.estimatesFile)) }
            return Criterion.read(files).mapError(\.problem)
        }
        guard output.exists else { return .failure(.noOutput(command.output!)) }
        return BenchOutput.read(LogFile(output).text, as: command.format)
    }

    /// A command that prints nothing is measured itself.
    private func read(_ text: String, _ usage: ResourceUsage?) -> Result<BenchOutput, BenchProblem> {
        let format = command.format ?? BenchFormat.detect(text) ?? .command
        if format == .command, let usage { return .success(BenchOutput(usage)) }
        return BenchOutput.read(text, as: format)
    }

    private func estimates(in folder: URL) -> [(benchmark: String, file: URL)] {
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix("/" + Criterion.estimatesFile) }.sorted().map { path in
            (String(path.dropLast(Criterion.estimatesFile.count + 1)), folder.appending(path: path))
        }
    }
}
