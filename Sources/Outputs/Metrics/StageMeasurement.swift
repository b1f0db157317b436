import PatchModel

/// What one run of a stage's benchmark gave.
public struct StageMeasurement: Sendable, Equatable {
    public var stage: StageID
    /// From 1; 0 is a round to warm up. Of a search, the number of the reading.
    public var round: Int
    public var output: BenchOutput
    /// The machine that measured it; empty for the one that the run was begun on.
    public var node = ""

    public init(stage: StageID, round: Int, output: BenchOutput, node: String = "") {
        self.stage = stage
        self.round = round
        self.output = output
        self.node = node
    }
}
