import PatchModel

extension Workspace {
    /// Where one is: the position, the edits, what is next, and what is wrong.
    public func status() throws -> StatusReport {
        let number = applied.number
        var problems: [StatusReport.Problem] = []
        if let pending = try PendingOperation.read(layout) { problems.append(.cutOff(pending.title)) }
        if let unfinished = applied.unfinished {
            problems.append(.unfinished(unfinished))
        } else if let patch = series.patch(of: number), let shown = applied.tree, shown != chain[number]?.tree {
            problems.append(.changedBelow(patch.name))
        }
        if let failure = chain.failure {
            problems.append(.stage(StageProblem(stage: failure.stage, cause: .doesNotApply(failure))))
        }
        return StatusReport(
            series: seriesPlan.name, stage: label(number), applied: number.value,
            unapplied: series.top.value - number.value, edits: try edits(),
            next: number < series.top ? label(number.next) : nil, problems: problems, folder: layout.workTree.path)
    }
}
