import Outputs
import Statistics

/// What runs before this one measured of the same builds, with the same command, on the same machine, set the same way.
package struct EarlierRuns: Sendable {
    /// The earliest first.
    package var runs: [Run] = []

    package init(runs: [Run] = []) {
        self.runs = runs
    }

    package struct Run: Sendable {
        package var id: Int64
        /// Without a warm-up.
        package var measurements: [StageMeasurement]

        package init(id: Int64, measurements: [StageMeasurement]) {
            self.id = id
            self.measurements = measurements
        }
        package var rounds: Int { Set(measurements.map(\.round)).count }
    }

    /// The new samples and, as rounds before theirs, those of the runs that agree with them.
    package func joined(to samples: RoundSamples) -> RoundSamples {
        var joined = samples
        var first = 1
        for run in runs.reversed() where run.agrees(with: samples) {
            let rounds = run.measurements.map(\.round)
            // By whole turns of the builds, so that a round keeps its build.
            let shift = ((rounds.max() ?? 0) - first + samples.builds) / samples.builds * samples.builds
            for measurement in run.measurements {
                var output = measurement.output
                // A metric that is measured no more is asked for no more.
                output.samples.removeAll { !samples.metrics.contains($0.metric) }
                joined.add(output, of: measurement.stage, round: measurement.round - shift)
            }
            first = (rounds.min() ?? first) - shift
        }
        return joined
    }

    /// Which were taken over, for a report.
    package func reused(with samples: RoundSamples) -> [ReusedRun] {
        runs.map { ReusedRun(run: Int($0.id), rounds: $0.rounds, agrees: $0.agrees(with: samples)) }
    }
}

extension EarlierRuns.Run {
    /// Whether every stage that both measured gives the same, on every metric.
    fileprivate func agrees(with samples: RoundSamples) -> Bool {
        var earlier = RoundSamples()
        for measurement in measurements {
            earlier.add(measurement.output, of: measurement.stage, round: measurement.round)
        }
        let metrics = earlier.metrics.filter(samples.metrics.contains)
        let groups = earlier.stages.flatMap { stage in
            metrics.compactMap { metric in
                let values = earlier.values(of: stage, metric)
                return values.isEmpty
                    ? nil : RunAgreement.Samples(earlier: values, later: samples.values(of: stage, metric))
            }
        }
        return !groups.isEmpty && RunAgreement.holds(groups)
    }
}

/// An earlier run that a report has taken over, or has not since its samples are others.
public struct ReusedRun: Sendable, Equatable {
    public var run: Int
    public var rounds: Int
    public var agrees: Bool
}
