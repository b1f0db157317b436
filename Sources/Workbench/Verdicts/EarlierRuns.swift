import PatchModel
import Statistics

/// What runs before this one measured of the same builds, with the same command, on the same machine, set the same way.
struct EarlierRuns: Sendable {
    /// The earliest first.
    var runs: [Run] = []

    struct Run: Sendable {
        var id: Int64
        /// Without a warm-up.
        var measurements: [StoredMeasurement]
        var rounds: Int { Set(measurements.map(\.round)).count }
    }

    /// The new samples and, as rounds before theirs, those of the runs that agree with them.
    func joined(to samples: RoundSamples) -> RoundSamples {
        let taken = runs.filter { $0.agrees(with: samples) }
        var joined = samples
        var round = -taken.reduce(0) { $0 + $1.rounds }
        for run in taken {
            for (_, measurements) in Dictionary(grouping: run.measurements, by: \.round).sorted(by: { $0.key < $1.key })
            {
                for measurement in measurements {
                    var output = measurement.output
                    // A metric that is measured no more is asked for no more.
                    output.samples.removeAll { !samples.metrics.contains($0.metric) }
                    joined.add(output, of: measurement.stage, round: round)
                }
                round += 1
            }
        }
        return joined
    }

    /// Which were taken over, for a report.
    func reused(with samples: RoundSamples) -> [ReusedRun] {
        runs.map { ReusedRun(run: Int($0.id), rounds: $0.rounds, agrees: $0.agrees(with: samples)) }
    }
}

extension EarlierRuns.Run {
    /// Whether every stage that both measured gives the same, on every metric.
    fileprivate func agrees(with samples: RoundSamples) -> Bool {
        var earlier: [StageNumber: StageSamples] = [:]
        for measurement in measurements { earlier[measurement.stage, default: StageSamples()].add(measurement.output) }
        let groups = earlier.flatMap { stage, known in
            known.values.compactMap { metric, values in
                samples.metrics.contains(metric)
                    ? RunAgreement.Samples(earlier: values, later: samples.values(of: stage, metric)) : nil
            }
        }
        return !groups.isEmpty && RunAgreement.holds(groups)
    }
}

/// An earlier run that a report has taken over, or has not since its samples are others.
public struct ReusedRun: Sendable, Equatable, Encodable {
    public var run: Int
    public var rounds: Int
    public var agrees: Bool
}
