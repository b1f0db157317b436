import Outputs
import PatchModel
import Results

/// What is to be measured.
public enum BenchRequest: Sendable {
    /// - Parameters:
    ///   - rounds: Every round measures each stage once; at least 1.
    ///   - seed: The order within the rounds follows from it.
    ///   - budget: No round begins after this time; builds do not count. Nil: without end.
    case new([StageID], rounds: Int, seed: UInt64, budget: Duration? = nil)
    /// What is left of the series' latest run, in the order that it was begun in.
    ///
    /// - Parameters:
    ///   - rounds: In all; nil: as many as it was begun with.
    ///   - budget: As above, from now on.
    case resume(rounds: Int?, budget: Duration? = nil)
}

extension BenchRequest {
    /// None of a run that is to be gone on with: the database knows them.
    var stages: [StageID] {
        switch self {
        case .new(let stages, _, _, _): stages
        case .resume: []
        }
    }
}

/// A run that is under way.
struct OpenRun: Sendable {
    var stored: StoredRun
    var rounds: Int
    var seed: UInt64
    /// No round begins after this time of measuring.
    var budget: Duration?
    /// What was measured of it before.
    var known: [StageMeasurement] = []

    var id: Int64 { stored.id }
    var stages: [StageID] { stored.record.stages }
}
