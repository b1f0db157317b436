import PatchModel

/// What is to be measured.
public enum BenchRequest: Sendable {
    /// - Parameters:
    ///   - rounds: Every round measures each stage once; at least 1.
    ///   - seed: The order within the rounds follows from it.
    ///   - budget: No round begins after this time; builds do not count. Nil: without end.
    case new([StageNumber], rounds: Int, seed: UInt64, budget: Duration? = nil)
    /// What is left of the series' latest run, in the order that it was begun in.
    ///
    /// - Parameters:
    ///   - rounds: In all; nil: as many as it was begun with.
    ///   - budget: As above, from now on.
    case resume(rounds: Int?, budget: Duration? = nil)
}

extension BenchRequest {
    /// None of a run that is to be gone on with: the database knows them.
    var stages: [StageNumber] {
        switch self {
        case .new(let stages, _, _, _): stages
        case .resume: []
        }
    }
}

/// Why a run cannot be gone on with: what would be measured now is not what was.
public enum ResumeObstacle: Sendable, Equatable {
    /// The machine, its kernel or the toolchain is another one.
    case environment
    /// The bench command is another one.
    case command
    /// It was pinned to these CPUs; empty for all.
    case pinning(String)
    /// Each stage was built so many times.
    case rebuilds(Int)
    /// The series has no such stage any more, or the stage has another build.
    case stage(StageNumber)
}

/// A run that is under way.
struct OpenRun: Sendable {
    var id: Int64
    var stages: [StageNumber]
    var schedule: Schedule
    /// No round begins after this time of measuring.
    var budget: Duration?
    /// What was measured of it before.
    var known: [StoredMeasurement] = []
}
