import Foundation
import Judging
import Machine
import Outputs
import Results

/// Counting the instructions of the bench command, beside measuring it.
extension Bench {
    /// Looks for what counts, where the plan wants that; before anything is built.
    /// - Parameter alone: Instructions are all that is judged, so that the command is not measured beside it.
    /// - Throws: `BenchError.noCounter`.
    func prepareCounting(alone: Bool = false) async throws {
        counting = Counting()
        guard seriesPlan.bench?.countsInstructions == true else { return }
        guard let counter = try await InstructionCounter.find(hostEnvironment, tools.runner) else {
            throw BenchError.noCounter
        }
        counting.counter = counter
        counting.isAlone = alone
    }

    /// What a run has measured; where it counted, every measurement says how.
    func measurements(of run: Int64, in database: ResultsDatabase? = nil) throws(ResultsError) -> [StageMeasurement] {
        let database = if let database { database } else { try results() }
        var measurements = try database.measurements(of: run)
        guard let facts = InstructionCounting(try database.conditions(of: run)) else { return measurements }
        for index in measurements.indices { measurements[index].output.conditions.merge(facts.conditions) { $1 } }
        return measurements
    }

    /// Adds the count of a stage to what was measured of it. The first stage is counted three times: how much its
    /// counts differ says whether one is enough.
    ///
    /// Where it cannot be counted the metric is missing, and what was measured stays.
    func addCount(
        to output: BenchOutput, _ built: BuiltStage
    ) async throws -> Result<BenchOutput, StageProblem.Cause> {
        guard let counter = counting.counter else { return .success(output) }
        var counts: [CommandCount] = []
        repeat {
            switch try await count(built, with: counter) {
            case .success(let count): counts.append(count)
            case .failure(let problem):
                guard !output.samples.isEmpty, !Task.isCancelled else { return .failure(problem) }
                return .success(output.missingCount(because: problem))
            }
        } while counting.facts == nil && counts.count < Counting.repeats
        counting.note(counts, of: built.stage.number)
        try keepFunctions(of: counts[0], built)
        var output = output
        output.samples.removeAll { $0.metric == .instructions }
        output.samples.append((.instructions, Double(counts[0].instructions)))
        output.conditions.merge(counting.facts?.conditions ?? [:]) { $1 }
        return .success(output)
    }

    /// Runs the bench command once, counted. What it prints goes to a log of its own, and is no measurement.
    private func count(
        _ built: BuiltStage, with counter: InstructionCounter
    ) async throws -> Result<CommandCount, StageProblem.Cause> {
        let command = try require(seriesPlan.bench, "bench")
        let folder = try sampleFolder(of: built.folders[0])
        defer { removeSampleFolder() }
        let scratch = try CountingScratch()
        let log = layout.log("count", built.stage.number, "err")
        var run = ShellCommand(
            text: counter.commandLine(running: command.text, into: scratch.folder), directory: folder,
            environment: CountingEnvironment.fixed(environment(of: built.stage), for: command.text),
            limit: seriesPlan.limits.bench * Self.slowdown, output: layout.log("count", built.stage.number, "out"),
            errors: log, cpus: try pinnedCPUs())
        run.fixesAddresses = true
        run.writable = [scratch.folder]
        let outcome = try await runner.run(run)
        guard outcome.isSuccess else { return .failure(.countFailed(outcome, counter, log: log)) }
        do { return .success(try counter.read(scratch.folder)) } catch {
            return .failure(.notCounted(error, counter, log: log))
        }
    }

    /// A bench has so many times its limit while it is counted.
    private static let slowdown = 50
}

extension BenchOutput {
    fileprivate func missingCount(because problem: StageProblem.Cause) -> BenchOutput {
        var output = self
        output.missing.append(
            MissingMetric(
                metric: CommandMetric.instructions, parameters: Parameters(), reason: .failed, message: problem.summary)
        )
        return output
    }
}

extension StageProblem.Cause {
    /// For the row of a metric that is missing.
    fileprivate var summary: String? {
        switch self {
        case .countFailed(_, let counter, let log), .notCounted(_, let counter, let log):
            "not with \(counter.rawValue); log: \(log.path)"
        default: nil
        }
    }
}
