import PatchModel

/// What one process told a search.
package struct StoredReading: Sendable, Equatable {
    /// From 1, in the order in which the search asked.
    package var number: Int
    package var stage: StageID
    package var reading: Reading
    /// The machine that a metric was measured on; empty for the one that the run was begun on.
    package var node: String

    package init(number: Int, stage: StageID, reading: Reading, node: String = "") {
        self.number = number
        self.stage = stage
        self.reading = reading
        self.node = node
    }

    /// As a search takes it.
    package enum Reading: Sendable, Equatable {
        case metric(Double)
        case passed, failed
        /// The stage could not be built or run.
        case untestable
    }
}
