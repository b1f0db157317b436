import PatchModel

extension Workbench {
    /// What must be said of comparisons.
    func caveats(of measured: MeasuredPairs, _ effects: [MetricEffect], _ options: ComparisonOptions) -> [Caveat] {
        Caveats.of(effects, rounds: measured.rounds, options)
            + Caveats.of(measured.samples.series.map { $0.byBuild(options.rebuilds) })
            + machineCaveats
    }

    /// What must be said of a table.
    func caveats(of report: BenchReport) -> [Caveat] {
        let series = Dictionary(grouping: report.measurements, by: \.metric).values.map { measurements in
            MetricSeries(
                metric: measurements[0].metric,
                stages: measurements.map { Dictionary(uniqueKeysWithValues: $0.samples.enumerated().map { ($0, $1) }) }
            ).byBuild(report.circumstances.rebuilds)
        }.sorted { $0.metric.description < $1.metric.description }
        return Caveats.ofTable(series, rounds: report.circumstances.completeRounds) + Caveats.of(series)
            + machineCaveats
    }

    private var machineCaveats: [Caveat] {
        Caveats.of(watch, governor: MeasuringEnvironment.governor(SystemFiles()))
    }
}
