import PatchModel

extension Workspace {
    /// The stage that the work tree holds; nil where no patch is applied.
    public var top: StageNumber? { applied.number == .base ? nil : applied.number }

    /// The patches of the series, and which are applied.
    public func seriesReport() -> SeriesReport {
        let top = applied.number
        let patches = series.patches.enumerated().map { index, patch in
            SeriesReport.Row(
                number: StageNumber(index + 1), name: patch.name, feature: patch.feature, commit: patch.commit,
                diffstat: patch.diffstat, isApplied: index < top.value,
                isUnfinished: patch.name == applied.unfinished)
        }
        return SeriesReport(
            series: seriesPlan.name, patches: patches, surroundings: Surroundings(stages.loaded, stages.base))
    }
}
