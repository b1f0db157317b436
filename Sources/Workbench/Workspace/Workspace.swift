import GitStore
import PatchModel

/// Steps through the stages of a series, shows them, changes the series and writes it out.
public final class Workspace: OnStages {
    package let stages: Stages
    var operations: Operations

    init(_ stages: Stages, _ operations: Operations) {
        self.stages = stages
        self.operations = operations
    }

    func stage(_ number: StageNumber) throws -> Stage { try stages.stage(number) }
}
