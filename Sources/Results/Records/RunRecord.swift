import Foundation
import Machine
import PatchModel

/// A run as it was asked for.
package struct RunRecord: Sendable, Equatable {
    package var series: String
    package var question = RunQuestion()
    /// The command that is measured, as in the plan.
    package var command: String
    /// Nil where the answer decides how many.
    package var rounds: Int?
    package var seed: UInt64
    /// The stages that were asked for, in order; also those that could not be built.
    package var stages: [StageID]
    package var environment: MeasuringEnvironment
    /// The CPUs that its processes are pinned to, as a list; empty for all.
    package var pin = ""
    /// How many times each stage is built; rounds go through the builds in turn.
    package var rebuilds = 1
    /// What counts instructions beside the bench's own metrics; empty where nothing does.
    package var counter = ""

    package init(
        series: String, question: RunQuestion = RunQuestion(), command: String, rounds: Int? = nil, seed: UInt64,
        stages: [StageID], environment: MeasuringEnvironment, pin: String = "", rebuilds: Int = 1,
        counter: String = ""
    ) {
        self.series = series
        self.question = question
        self.command = command
        self.rounds = rounds
        self.seed = seed
        self.stages = stages
        self.environment = environment
        self.pin = pin
        self.rebuilds = rebuilds
        self.counter = counter
    }
}

/// A run that is in the database.
package struct StoredRun: Sendable, Equatable {
    package var id: Int64
    package var record: RunRecord
    package var begun: Date
    /// Nil while there is something left to measure.
    package var ended: Date?

    package init(id: Int64, record: RunRecord, begun: Date, ended: Date? = nil) {
        self.id = id
        self.record = record
        self.begun = begun
        self.ended = ended
    }
}

/// A stage of a run, and its build.
package struct RunStage: Sendable, Equatable {
    package var stage: StageID
    /// The patch's name, or `base`: it outlives the number when the series changes.
    package var name: String
    package var key: String
    package var tree: String
    package var flags: [String]

    package init(stage: StageID, name: String, key: String, tree: String, flags: [String]) {
        self.stage = stage
        self.name = name
        self.key = key
        self.tree = tree
        self.flags = flags
    }
}

/// How much a run has measured.
struct MeasurementCounts: Sendable, Equatable {
    /// Measurements of each round that has any.
    var byRound: [Int: Int]
    /// Stages that were measured.
    package var stages: Int

    package init(byRound: [Int: Int], stages: Int) {
        self.byRound = byRound
        self.stages = stages
    }
}
