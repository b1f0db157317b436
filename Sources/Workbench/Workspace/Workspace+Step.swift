import PatchModel

extension Workspace {
    /// Applies the next patches to the work tree: so many, or all that are left (nil).
    ///
    /// - Throws: `StepError.nothingToPush`, `.doesNotPush` where one does not apply, `.edited` where the work tree has
    ///   edits; nothing changes then.
    public func push(_ count: Int?) throws -> StepReport {
        let top = applied.number
        guard top < series.top else { throw StepError.nothingToPush(series: seriesPlan.name) }
        let left = series.top.value - top.value
        let target = StageNumber(top.value + min(count ?? left, left))
        if let failure = chain.failure, failure.stage.number > top, failure.stage.number <= target,
            applied.unfinished == nil
        {
            let problem = StageProblem(
                stage: failure.stage, cause: .doesNotApply(failure), start: RangeStart(stages.loaded, chain))
            throw StepError.doesNotPush(problem, canMerge: canMerge(failure))
        }
        let name = series.patch(of: target)?.name.text ?? ""
        let passed = target.value - top.value
        return try goto(target, as: passed == 1 ? "push \(name)" : "push \(passed), to \(name)")
    }

    /// Takes the last applied patches back: so many, or all (nil).
    ///
    /// - Throws: `StepError.nothingToPop`, `.edited`; nothing changes then.
    public func pop(_ count: Int?) throws -> StepReport {
        let top = applied.number
        if let unfinished = applied.unfinished { return try popUnfinished(unfinished) }
        guard top > .base else { throw StepError.nothingToPop(series: seriesPlan.name) }
        let target = StageNumber(max(0, top.value - (count ?? top.value)))
        let name = { (number: StageNumber) in self.series.patch(of: number)?.name.text ?? "base" }
        let passed = top.value - target.value
        return try goto(target, as: passed == 1 ? "pop \(name(top))" : "pop \(passed), to \(name(target))")
    }

    /// Brings the work tree to a stage; only the files that differ are written.
    ///
    /// - Throws: `StepError.notMade` where a patch up to it does not apply, `.edited`; nothing changes then.
    public func goto(_ number: StageNumber) throws -> StepReport {
        try goto(number, as: "goto \(series.patch(of: number)?.name.text ?? "base")")
    }

    private func goto(_ number: StageNumber, as title: String) throws -> StepReport {
        let before = applied.number
        if let unfinished = applied.unfinished { throw StepError.unfinished(unfinished) }
        let stage = try stage(number)
        try perform(Operations.Request(title: title)) { try applied.move(to: stage, for: .stepping) }
        let passed = (min(before, number).value..<max(before, number).value).map { StageNumber($0 + 1) }
        let displacements = passed.compactMap { chain[$0] }.filter { !$0.displacements.isEmpty }
        return StepReport(
            series: seriesPlan.name, from: label(before), to: label(number),
            patches: passed.map(label),
            subject: series.patch(of: number)?.subject,
            diffstat: try diffstat(min(before, number).id, max(before, number).id),
            displacements: Dictionary(uniqueKeysWithValues: displacements.map { ($0.number, $0.displacements) }),
            next: number < series.top ? label(number.next) : nil, folder: layout.workTree.path)
    }
}
