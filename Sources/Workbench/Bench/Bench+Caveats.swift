import Judging
import Machine
import Outputs

extension Bench {
    /// What must be said of comparisons.
    func caveats(of measured: MeasuredPairs, _ effects: [MetricEffect], _ options: ComparisonOptions) -> [Caveat] {
        Caveats.of(effects, rounds: measured.rounds, options)
            + Caveats.of(measured.stageConditions, measured.pairs, free: seriesPlan.freeConditions)
            + Caveats.ofGaps(measured.samples) + Caveats.ofNodes(measured.samples, measured.pairs, options)
            + Caveats.of(measured.samples.series.map { $0.byBuild(max(1, options.rebuilds)) })
            + machineCaveats
    }

    /// What must be said of a table.
    /// - Parameter samples: What it was made of.
    func caveats(of report: BenchReport, _ samples: RoundSamples) -> [Caveat] {
        let pairs = report.effects.map(\.pair)
        let series = samples.nodeRounds.isEmpty ? series(of: report) : samples.series
        return Caveats.ofTable(series, rounds: report.circumstances.completeRounds) + Caveats.of(series)
            + Caveats.ofNodes(
                samples, Set(pairs).sorted { $0.before < $1.before },
                judging(ComparisonOptions(length: .rounds(0), seed: 0)))
            + machineCaveats
    }

    private func series(of report: BenchReport) -> [MetricSeries] {
        Dictionary(grouping: report.measurements, by: \.metric).values.map { measurements in
            MetricSeries(
                metric: measurements[0].metric,
                stages: measurements.map { Dictionary(uniqueKeysWithValues: $0.samples.enumerated().map { ($0, $1) }) }
            ).byBuild(report.circumstances.rebuilds)
        }.sorted { $0.metric.description < $1.metric.description }
    }

    /// What must be said of a search.
    func caveats(of search: PatchSearch, _ metric: Metric?) -> [Caveat] {
        metric.map { Caveats.ofSearch(search.series(of: $0)) + machineCaveats } ?? []
    }

    /// Of instructions alone the machine says nothing.
    private var machineCaveats: [Caveat] {
        let uncounted = counting.uncounted.sorted()
        let watched =
            knownNodes.map { $0.watch.caveats($0.governor) }
            ?? watch.caveats(MeasuringEnvironment.governor(SystemFiles()))
        return (counting.isAlone && counting.facts?.isExact == true ? [] : watched)
            + (uncounted.isEmpty ? [] : [.uncounted(uncounted)])
    }
}

extension MachineWatch {
    /// What the machine did meanwhile and how it is set.
    /// - Parameter governor: Of the CPUs' frequency.
    func caveats(_ governor: String) -> [Caveat] {
        Caveats.ofMachine(stolen: stolenShare, others: isLoaded ? otherCPUs : nil, governor: governor)
    }
}
