import Foundation
import Judging

/// A stage over time.
public struct StageHistory: Sendable {
    public var series: String
    public var stage: StageLabel
    /// The runs that measured it, the earliest first.
    public var runs: [Run] = []

    public struct Run: Sendable {
        public var number: Int
        public var begun: Date
        /// The key of the build that was measured: the same while nothing that it depends on changes.
        public var build: String
        public var measurements: [MetricSamples]
    }
}
