import Foundation
import PatchModel

/// A run as it was asked for.
struct RunRecord: Sendable, Equatable {
    var series: String
    var purpose = RunPurpose()
    /// The command that is measured, as in the plan.
    var command: String
    /// Nil where the answer decides how many.
    var rounds: Int?
    var seed: UInt64
    /// The stages that were asked for, in order; also those that could not be built.
    var stages: [StageNumber]
    var environment: MeasuringEnvironment
    /// The CPUs that its processes are pinned to, as a list; empty for all.
    var pin = ""
    /// How many times each stage is built; rounds go through the builds in turn.
    var rebuilds = 1
}

/// What a run is made for: it is gone on with for the same purpose alone.
struct RunPurpose: Sendable, Equatable {
    var verb = RunVerb.bench
    /// What is asked, where that is more than to measure some stages.
    var question = ""
}

/// The command that makes a run; `run` measures as `bench` does.
public enum RunVerb: String, Sendable, Encodable {
    case bench, compare, attribute, ablate, claims, bisect
}

/// A run that is in the database.
struct StoredRun: Sendable, Equatable {
    var id: Int64
    var record: RunRecord
    var begun: Date
    /// Nil while there is something left to measure.
    var ended: Date?
}

/// A stage of a run, and its build.
struct RunStage: Sendable, Equatable {
    var stage: StageNumber
    /// The patch's name, or `base`: it outlives the number when the series changes.
    var name: String
    var key: String
    var tree: String
    var flags: [String]
}

/// How much a run has measured.
struct MeasurementCounts: Sendable, Equatable {
    /// Measurements of each round that has any.
    var byRound: [Int: Int]
    /// Stages that were measured.
    var stages: Int
}

/// One run of a stage's benchmark.
struct StoredMeasurement: Sendable, Equatable {
    var stage: StageNumber
    var round: Int
    var output: BenchOutput
}
