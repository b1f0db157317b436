import Foundation
import Outputs
import PatchModel
import Statistics

/// Finds what must be said of a measurement. Pure: all thresholds are here.
package enum Caveats {
    /// The chance that a measurement without drift, or with one mode, is said to have it: over all its metrics.
    package static let level = 0.01
    /// Smaller changes are not worth a line.
    static let noticeableShift = 0.01
    package static let noticeableNoise = 0.05
    package static let noticeableSteal = 0.01
    /// Changes up to here can come from the layout of the code (Mytkowicz et al. saw -8% to +7%).
    static let layoutEffect = 0.1

    /// What the machine did and how it is set.
    /// - Parameters:
    ///   - stolen: The share of CPU time that the hypervisor gave to others, where it is known.
    ///   - others: The CPUs that other processes used, where they were in the way.
    ///   - governor: Of the CPUs' frequency; empty where there is none.
    package static func ofMachine(stolen: Double?, others: Double?, governor: String) -> [Caveat] {
        var caveats: [Caveat] = []
        if let stolen, stolen > noticeableSteal { caveats.append(.stolen(share: stolen)) }
        if let others { caveats.append(.load(cpus: others)) }
        if !governor.isEmpty, governor != "performance" { caveats.append(.governor(governor)) }
        return caveats
    }

    /// What the samples show in themselves: drift, and two levels.
    package static func of(_ series: [MetricSeries]) -> [Caveat] {
        let drifts = significant(series.compactMap { one in one.drift.map { (one.metric, $0.pValue, $0.change) } })
        let modes = significant(series.compactMap { one in one.modes.map { (one.metric, $0.pValue, $0.distance) } })
        return [
            drifts.first.map { .drift($0.metric, metrics: drifts.count, change: $0.size) },
            modes.first.map { .bimodal($0.metric, metrics: modes.count, distance: $0.size) },
        ].compactMap { $0 }
    }

    /// What the readings of a search show: two levels. A drift is part of what it weighs.
    package static func ofSearch(_ series: MetricSeries) -> [Caveat] {
        of([series]).filter { $0.kind == .bimodal }
    }

    /// Those that Holm's procedure takes for real and whose size is worth a line, the largest first.
    private static func significant(
        _ found: [(metric: Metric, pValue: Double, size: Double)]
    ) -> [(metric: Metric, size: Double)] {
        zip(found, Holm.adjusted(found.map(\.pValue)))
            .filter { $1 <= level && abs($0.size) > noticeableShift }
            .map { ($0.0.metric, $0.0.size) }.sorted { abs($0.size) > abs($1.size) }
    }

    /// What a table of medians needs said.
    package static func ofTable(_ series: [MetricSeries], rounds: Int) -> [Caveat] {
        let noisy = series.compactMap { one in one.deviation.map { (metric: one.metric, deviation: $0) } }
        let worst = noisy.filter { $0.deviation > noticeableNoise }.sorted { $0.deviation > $1.deviation }
        var caveats: [Caveat] = []
        if (1..<MetricSeries.fewestRounds).contains(rounds), !noisy.isEmpty { caveats.append(.fewRounds(rounds)) }
        if let first = worst.first {
            caveats.append(
                .noise(first.metric, metrics: worst.count, of: series.count, deviation: first.deviation))
        }
        return caveats
    }

    /// What verdicts need said.
    package static func of(_ effects: [MetricEffect], rounds: Int, _ options: ComparisonOptions) -> [Caveat] {
        let estimated = effects.filter { !$0.isExact }
        guard !estimated.isEmpty, rounds > 0 else { return [] }
        var caveats: [Caveat] = rounds < MetricSeries.fewestRounds ? [.fewRounds(rounds)] : []
        let open = estimated.filter {
            $0.roundsNeeded != nil && $0.builds == nil && $0.rounds >= MetricSeries.fewestRounds && $0.high.isFinite
                && $0.low > 0
        }
        func told(_ effect: MetricEffect) -> Double {
            (1 + options.margin) * (effect.high / effect.low).squareRoot() - 1
        }
        if let worst = open.max(by: { told($0) < told($1) }) {
            caveats.append(
                .unsettled(
                    worst.metric, metrics: open.count, told: told(worst), rounds: rounds,
                    needed: open.compactMap(\.roundsNeeded).max()!))
        }
        let isSmall = { (effect: MetricEffect) in abs(effect.ratio - 1) < layoutEffect }
        if options.rebuilds == 1,
            estimated.contains(where: { $0.isChange && isSmall($0) })
        {
            caveats.append(.oneBuild)
        }
        return caveats
    }

    /// What the stages of pairs were measured under, where it is not the same and may not differ. A stage that had
    /// been measured before has none.
    package static func of(
        _ conditions: [StageID: [String: Parameters.Value]], _ pairs: [StagePair], free: [String]
    ) -> [Caveat] {
        var seen: Set<String> = []
        return pairs.flatMap { pair -> [Caveat] in
            guard let before = conditions[pair.before], let after = conditions[pair.after] else { return [] }
            return Set(before.keys).union(after.keys).subtracting(free).sorted().compactMap { name in
                guard before[name] != after[name], seen.insert(name).inserted else { return nil }
                return .conditions(name: name, pair, before: before[name], after: after[name])
            }
        }
    }

    /// Metrics that were not printed in every round of a stage.
    package static func ofGaps(_ samples: RoundSamples) -> [Caveat] {
        samples.stages.flatMap { stage in
            let rounds = samples.rounds(of: stage)
            return samples.samples(of: stage).filter { $0.samples.count < rounds && !$0.metric.isInstructionCount }
                .map { Caveat.patchy($0.metric, stage, rounds: $0.samples.count, of: rounds) }
        }
    }
}
