import PatchModel

/// What was measured before, by stage and round.
struct KnownMeasurements {
    private var outputs: [Slot: BenchOutput]

    private struct Slot: Hashable {
        var stage: StageNumber
        var round: Int
    }

    init(_ measurements: [StoredMeasurement]) {
        outputs = Dictionary(
            measurements.map { (Slot(stage: $0.stage, round: $0.round), $0.output) },
            uniquingKeysWith: { first, _ in first })
    }

    subscript(stage: StageNumber, round: Int) -> BenchOutput? { outputs[Slot(stage: stage, round: round)] }
}
