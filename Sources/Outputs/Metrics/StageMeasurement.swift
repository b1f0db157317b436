import PatchModel

/// What one run of a stage's benchmark gave.
public struct StageMeasurement: Sendable, Equatable {
    public var stage: StageID
    /// From 1; 0 is a round to warm up. Of a search, the number of the reading.
    public var round: Int
    public var output: BenchOutput

    public init(stage: StageID, round: Int, output: BenchOutput) {
        self.stage = stage
        self.round = round
        self.output = output
    }
}
