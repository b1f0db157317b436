import PatchModel

extension Workspace {
    /// The stage that the work tree holds; nil where no patch is applied.
    public var top: StageNumber? { applied.number == .base ? nil : applied.number }

    /// The names of the patches alone.
    public var stack: PatchStack {
        PatchStack(series: seriesPlan.name, names: series.patches.map(\.name), count: applied.number.value)
    }

    /// How many files the patches touch.
    public var touchedFiles: Int {
        series.patches.reduce(into: Set<TreePath>()) { $0.formUnion($1.diffstat.files.map(\.path)) }.count
    }

    /// The patches of the series, and which are applied.
    public func seriesReport() -> SeriesReport {
        let top = applied.number
        let patches = series.patches.enumerated().map { index, patch in
            SeriesReport.Row(
                number: StageNumber(index + 1), name: patch.name, summary: patch.summary, isApplied: index < top.value,
                isUnfinished: patch.name == applied.unfinished)
        }
        return SeriesReport(
            series: seriesPlan.name, patches: patches, surroundings: Surroundings(stages.loaded, stages.base))
    }
}
