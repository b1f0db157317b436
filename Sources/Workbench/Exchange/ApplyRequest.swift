import Foundation
import GitStore
import Input
import PatchModel

/// Any series on any base, without a plan.
public struct ApplyRequest: Sendable {
    public var base: BaseSource
    public var patches: PatchesSource
    /// Whether what `.gitignore` files in a base folder name is left out of it.
    public var leavesOutIgnored = false
    /// Leading components of the patches' paths that go, where no quilt series says it.
    public var strip = 1
    public var options = ApplyOptions()
    /// Whether a patch that does not apply is merged, where the contents that it was made for are at hand.
    public var merges = false
    /// What is refused unless it is allowed by name.
    public var allowed: PatchPolicy = []
    /// How much the files may hold altogether.
    public var limits = SeriesLimits()
    /// Where a repository of each base's stages is kept from one time to the next; nil: nothing is kept.
    public var cache: URL?
    /// The folder that is to hold the last tree; it must not be there yet, or be empty.
    public var output: URL?

    public init(base: BaseSource, patches: PatchesSource) {
        self.base = base
        self.patches = patches
    }

    /// Makes the stages up to the first patch that does not apply; where all do, writes the last tree to `output`,
    /// which appears whole or not at all.
    ///
    /// - Throws: `WorkbenchError` (`.interrupted` where the task is cancelled; nothing is written then), `PatchError`
    ///   where a patch cannot be read (nothing is made then), `GitStoreError`.
    public func run() throws -> ApplyReport {
        var (done, total): (Int, Int?) = (0, nil)
        do {
            return try run(reading: { total = $0 }, making: { done = $0.number.value })
        } catch is CancellationError {
            throw WorkbenchError.interrupted(after: done, of: total)
        }
    }

    private func run(reading: (Int) -> Void, making: (Stage) -> Void) throws -> ApplyReport {
        if let output, !FolderWriter.isFree(output) { throw WorkbenchError.outputTaken(output) }
        let store = ApplyStore(base: base, cache: cache)
        let loaded = try LoadedSeries(
            patches, name: "apply", strip: strip, allowed: allowed, limits: limits,
            repository: { try store.repository() })
        reading(loaded.series.patches.count)
        let repository = try store.repository()
        var base = try repository.tree(
            of: base, start: loaded.start, FolderOptions(leavesOutIgnored: leavesOutIgnored))
        base.notes += [self.base.quiltNote(applying: loaded.series.patches.map(\.name))].compactMap(\.self)
        let merger = PatchMerger(base: self.base, options: options, repository: repository)
        let chain = try repository.makeStages(
            of: loaded.series, base: base.tree, options: options,
            resolve: { merges ? try merger.merge($0, $1, into: $2) : nil },
            announce: { stage in
                making(stage)
                try Task.checkCancellation()
            })
        try repository.publish(chain, of: loaded.series.name)
        if let output, chain.failure == nil {
            try FolderWriter(repository: repository).write(chain.stages.last!.tree, of: base, to: output)
        }
        return ApplyReport(loaded, base, chain, merger, output: chain.failure == nil ? output : nil)
    }
}
