import Foundation
import GitStore
import Input
import PatchModel

/// What came of applying a series, patch by patch.
public struct ApplyReport: Sendable {
    public var base: ObjectID
    public var patches: [Row]
    public var surroundings: Surroundings
    /// Where the last tree was written.
    public var output: URL?
    /// What a merge would have needed of the patch that failed.
    public var missing: MissingContent?

    /// What the commits of a failed series stand on, where that is not the base.
    public var start: RangeStart?

    public struct Row: Sendable {
        public var number: StageNumber
        public var name: PatchName
        /// The commit that the patch is.
        public var commit: PatchCommit?
        public var outcome: Outcome
    }

    public enum Outcome: Sendable {
        case applied(Stage)
        /// Merged in these files, to which it does not apply as it stands.
        case merged(Stage, [PartialPush.File])
        /// Both sides changed the same parts of some of these files.
        case conflicts([PartialPush.File])
        case failed(StageFailure)
        /// A patch before it failed.
        case notTried
    }

    /// The patch that stopped it.
    public var failure: StageFailure? {
        patches.lazy.compactMap { row in
            if case .failed(let failure) = row.outcome { failure } else { nil }
        }.first
    }

    /// The patch that stopped it, and the paths in which it is in conflict.
    public var conflicts: (patch: Row, paths: [TreePath])? {
        patches.lazy.compactMap { row in
            guard case .conflicts(let files) = row.outcome else { return nil }
            return (row, files.filter { !$0.isWhole }.map(\.path))
        }.first
    }

    /// The tree after the last patch that applied.
    public var tree: ObjectID { patches.lazy.reversed().compactMap(\.outcome.stage).first?.tree ?? base }

    init(_ loaded: LoadedSeries, _ base: BaseTree, _ chain: StageChain, _ merger: PatchMerger, output: URL?) {
        missing = merger.missing
        start = RangeStart(loaded, chain)
        self.base = chain.base.tree
        surroundings = Surroundings(loaded, base)
        self.output = output
        patches = loaded.series.patches.enumerated().map { index, patch in
            let number = StageNumber(index + 1)
            let outcome: Outcome =
                if let stage = chain[number] {
                    merger.files[number].map { .merged(stage, $0) } ?? .applied(stage)
                } else if let files = merger.files[number] {
                    .conflicts(files)
                } else if let failure = chain.failure, failure.stage.number == number {
                    .failed(failure)
                } else {
                    .notTried
                }
            return Row(number: number, name: patch.name, commit: patch.commit, outcome: outcome)
        }
    }
}

extension ApplyReport.Outcome {
    /// The stage that the patch made, if it did.
    public var stage: Stage? {
        switch self {
        case .applied(let stage), .merged(let stage, _): stage
        case .conflicts, .failed, .notTried: nil
        }
    }
}
