import CLibgit2
import PatchModel

extension Repository {
    /// Makes the stages of a series as commits, each with its patch's author, date and message. No ref names them yet:
    /// `publish` does that.
    ///
    /// A stage is found again rather than made when its parent, its patch's text and the options are those of an
    /// earlier time. Commits carry nothing of the time or the machine, so the same input makes the same ids.
    /// Stops at the first patch that does not apply.
    /// - Parameters:
    ///   - resolve: is asked for the tree that a patch makes of another to which it does not apply; nil stops there.
    ///   - announce: is told of every stage once it is there; what it throws ends the making.
    public func makeStages(
        of series: Series, base: ObjectID, options: ApplyOptions = ApplyOptions(),
        resolve: Resolution? = nil, announce: (Stage) throws -> Void = { _ in }
    ) throws -> StageChain {
        guard isValidReference(Self.stageReference(series.name, .base)) else {
            throw GitStoreError.badName(series.name)
        }
        let kept = series.content.map {
            KeptChain(in: self, series: series.name, content: $0, base: base, options)
        }
        if resolve == nil, let known = try kept?.load().flatMap({ try knownChain(of: series, $0, options) }) {
            try known.stages.forEach(announce)
            return known
        }
        var cache = StageCache(repository: self, series: series.name)
        let chain = try makeChain(series, series.stages.map(\.id), base, options, &cache, resolve, announce)
        try cache.save()
        // Where a patch changed meanwhile, the stages are not of what the series was.
        if series.content != nil { try kept?.save(chain.stages) }
        return chain
    }

    /// Stages that were made before, and why there are no more; nil where there would be more now.
    private func knownChain(of series: Series, _ stages: [Stage], _ options: ApplyOptions) throws -> StageChain? {
        guard stages.count <= series.patches.count, let last = stages.last else {
            return stages.count == series.patches.count + 1 ? StageChain(stages: stages, failure: nil) : nil
        }
        let patch = series.patches[stages.count - 1]
        guard case .failed(let failure) = try buffered({ try result(of: patch, on: last.tree, options) }) else {
            return nil
        }
        let number = StageNumber(stages.count).id
        return StageChain(
            stages: stages,
            failure: StageFailure(stage: number, patch: patch.name, file: patch.source.file, failure: failure))
    }

    /// Lets `refs/patchbench/<series>/<n>` name the stages of a whole series, and no others.
    ///
    /// One process at a time may do that for a series.
    public func publish(_ chain: StageChain, of series: String) throws {
        guard let last = chain.stages.last else { return }
        if try isPublished(chain, last, series) { return }
        // The base's ref goes first and comes last: where it is there, all of them are.
        let base = Self.stageReference(series, .base)
        if try reference(base) != nil { try removeReference(base) }
        for stage in chain.stages.dropFirst() {
            let name = Self.stageReference(series, stage.number.number)
            if try reference(name) != stage.commit { try setReference(name, to: stage.commit) }
        }
        var beyond = last.number.number.next
        while case let name = Self.stageReference(series, beyond), try reference(name) != nil {
            try removeReference(name)
            beyond = beyond.next
        }
        try setReference(base, to: chain.base.commit)
    }

    /// The last stage's commit leads to all before it.
    private func isPublished(_ chain: StageChain, _ last: Stage, _ series: String) throws -> Bool {
        try reference(Self.stageReference(series, .base)) == chain.base.commit
            && reference(Self.stageReference(series, last.number.number)) == last.commit
            && reference(Self.stageReference(series, last.number.number.next)) == nil
    }

    public typealias Resolution = (StageID, Patch, ObjectID) throws -> ObjectID?

    /// Makes the stages of a series without some of its patches. Stages below the first of them are those of the whole
    /// series. No ref names the others.
    public func makeStages(
        of series: Series, without patches: [StageNumber], base: ObjectID, options: ApplyOptions = ApplyOptions()
    ) throws -> StageChain {
        var cache = StageCache(repository: self, series: series.name)
        let chain = try makeChain(
            series, series.stages(without: patches), base, options, &cache, nil, { _ in })
        try cache.save()
        return chain
    }

    private func makeChain(
        _ series: Series, _ numbers: [StageID], _ base: ObjectID, _ options: ApplyOptions,
        _ cache: inout StageCache, _ resolve: Resolution?, _ announce: (Stage) throws -> Void
    ) throws -> StageChain {
        try buffered { try makeStages(series, numbers, base, options, &cache, resolve, announce) }
    }

    private func makeStages(
        _ series: Series, _ numbers: [StageID], _ base: ObjectID, _ options: ApplyOptions,
        _ cache: inout StageCache, _ resolve: Resolution?, _ announce: (Stage) throws -> Void
    ) throws -> StageChain {
        var stages = [try baseStage(base)]
        try announce(stages[0])
        var failure: StageFailure?
        for number in numbers.dropFirst() {
            let patch = series.patches[number.value - 1]
            switch try makeStage(number, patch, after: stages[stages.count - 1], options, &cache, resolve) {
            case .success(let stage):
                stages.append(stage)
                try announce(stage)
            case .failure(let reason):
                failure = StageFailure(
                    stage: number, patch: patch.name, file: patch.source.file, failure: reason.failure)
            }
            if failure != nil { break }
            try spill()
        }
        return StageChain(stages: stages, failure: failure)
    }

    /// Name of the ref that names a stage's commit.
    public static func stageReference(_ series: String, _ stage: StageNumber) -> String {
        "refs/patchbench/\(series)/\(stage)"
    }

    private struct NotApplied: Error {
        let failure: PatchFailure
    }

    private func makeStage(
        _ number: StageID, _ patch: Patch, after parent: Stage, _ options: ApplyOptions, _ cache: inout StageCache,
        _ resolve: Resolution?
    ) throws -> Result<Stage, NotApplied> {
        let key = try StageCache.key(of: patch, after: parent.commit, options)
        if let known = cache.stage(for: key, number: number, patch: patch), exists(known.commit) {
            return .success(known)
        }
        switch try result(of: patch, on: parent.tree, options) {
        case .failed(let failure):
            guard let tree = try resolve?(number, patch, parent.tree) else {
                return .failure(NotApplied(failure: failure))
            }
            let commit = try CommitText(patch.header).write(to: pointer, tree: tree, parent: parent.commit)
            return .success(Stage(number: number, commit: commit, tree: tree, isReused: false, displacements: []))
        case .applied(let tree, let reports):
            let commit = try CommitText(patch.header).write(to: pointer, tree: tree, parent: parent.commit)
            let displacements = reports.enumerated().flatMap { section, report in
                report.placements.filter { !$0.isExact }
                    .map { Displacement(section: section, path: report.path, placement: $0) }
            }
            let stage = Stage(
                number: number, commit: commit, tree: tree, isReused: false, displacements: displacements)
            cache.add(stage, for: key)
            return .success(stage)
        }
    }

    /// A commit that stands where it stood makes the tree that it made, whatever a diff can say of it.
    private func result(of patch: Patch, on tree: ObjectID, _ options: ApplyOptions) throws -> TreeOutcome {
        if let trees = patch.commit?.trees, let after = ObjectID(hex: trees.after),
            try trees.before.map({ $0 == tree.description }) ?? (tree == emptyTree())
        {
            return .applied(tree: after, [])
        }
        return try apply(patch, to: tree, options: options)
    }

    private func baseStage(_ tree: ObjectID) throws(GitStoreError) -> Stage {
        let commit = try CommitText.base.write(to: pointer, tree: tree, parent: nil)
        return Stage(number: .base, commit: commit, tree: tree, isReused: false, displacements: [])
    }
}
