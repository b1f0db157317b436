import PatchModel

/// Why a run cannot be gone on with: what would be measured now is not what was.
public enum ResumeObstacle: Sendable, Equatable {
    /// The machine, its kernel or the toolchain is another one.
    case environment
    /// The bench command is another one.
    case command
    /// It was pinned to these CPUs; empty for all.
    case pinning(String)
    /// Instructions were counted by this; empty for not at all.
    case counter(String)
    /// Each stage was built so many times.
    case rebuilds(Int)
    /// The series has no such stage any more, or the stage has another build.
    case stage(StageID)
}
