import PatchModel

extension Bench {
    /// Runs `body`, which may bring the work tree to any stage, and brings it back to how it was, edits and all. Where
    /// the process is killed meanwhile, the next one does that.
    ///
    /// - Parameter takesEdits: whether the stage that the work tree holds is taken with its edits; other stages never
    ///   are.
    /// - Throws: `EditError.changedBelow`, where there are edits to take and the stage is not what they were made on.
    func keepingWorkTree(takesEdits: Bool = false, _ body: () async throws -> Void) async throws {
        stages.edited = nil
        let request = Operations.Request(title: "run", looksAtAll: true, runs: true)
        let begun = try operations.begin(request, applied)
        do {
            try takeEdits(of: begun.before.state, takesEdits)
            try await body()
        } catch {
            try? bringBack(begun)
            throw error
        }
        try bringBack(begun)
    }

    /// What the work tree shows, edits and all, is what it is compared with from now on.
    private func takeEdits(of state: SeriesState, _ takesEdits: Bool) throws {
        guard state.hasEdits, let work = state.work, applied.unfinished == nil else { return }
        if takesEdits {
            guard let stage = chain[applied.number], stage.tree == applied.tree else {
                throw EditError.changedBelow(applied.position.patch ?? PatchName("base"))
            }
            stages.edited = stage.with(tree: work)
        }
        var position = applied.position
        position.tree = work
        try applied.restore(position)
    }

    private func bringBack(_ begun: Operations.Begun) throws {
        let state = begun.before.state
        try applied.takeBackFromCommands()
        if let work = state.work {
            try operations.takeBackWork(to: state, applied.folder)
            try applied.folder.noteProducts(since: work)
            try applied.restore(state.position)
        } else if let shown = applied.tree {
            // There was no work tree before.
            try applied.move(to: chain.base, for: .running)
            try applied.folder.noteProducts(since: applied.tree ?? shown)
        }
        applied.showInGit()
        try PendingOperation.remove(layout)
    }
}
