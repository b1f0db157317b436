import Judging
import Machine
import Outputs
import PatchModel

extension Rounds {
    /// Lets `measure` do what is asked for, until all is done or it is interrupted, for which it returns nil.
    ///
    /// - Parameters:
    ///   - pauses: The time since then that was no measuring.
    ///   - measure: Is told the time since the first run began.
    /// - Returns: Why stages gave no sample.
    mutating func run(
        _ clock: any Timekeeper, without pauses: () -> Duration = { .zero },
        _ measure: (StageID, Place, Duration) async throws -> Result<BenchOutput, StageProblem.Cause>?
    ) async throws -> [StageProblem] {
        let start = clock.now
        var problems: [StageProblem] = []
        while case .measure(let stage, let place) = step {
            guard let answer = try await measure(stage, place, clock.now - start - pauses()) else { break }
            switch answer {
            case .success(let output): record(.sample(output), at: clock.now - start - pauses())
            case .failure(let cause):
                problems.append(StageProblem(stage: stage, cause: cause))
                record(.failed, at: clock.now - start - pauses())
            }
        }
        return problems
    }
}
