import GitStore
import PatchModel

/// Steps through the stages of a series, shows them, changes the series and writes it out.
public final class Workspace: OnStages {
    package let stages: Stages

    init(_ stages: Stages) { self.stages = stages }

    func stage(_ number: StageNumber) throws -> Stage { try stages.stage(number) }
}
