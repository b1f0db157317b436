import GitStore
import PatchModel

/// Applies to a tree what of a patch can be applied.
struct PartialPatch {
    /// What conflict markers call the text that the patch is merged into.
    static let ourLabel = "the stage before"

    let repository: Repository
    let patch: Patch
    let applyOptions: ApplyOptions
    let options: PushOptions
    /// The content whose id begins so, where it is at hand.
    let blob: (String) throws -> [UInt8]?
    private(set) var tree: ObjectID
    private(set) var files: [PartialPush.File] = []
    private(set) var rejects: [(path: TreePath, bytes: [UInt8])] = []

    /// - Throws: `StepError.notMade`, where the patch is dangerous or unclear rather than made for another tree;
    ///   `.nothingToMerge`, where a merge lacks the contents that the patch was made for, and is all that may be done.
    init(
        _ patch: Patch, _ number: StageID, to tree: ObjectID, _ applyOptions: ApplyOptions, _ options: PushOptions,
        in repository: Repository, blob: @escaping (String) throws -> [UInt8]?
    ) throws {
        self.blob = blob
        self.repository = repository
        self.patch = patch
        self.applyOptions = applyOptions
        self.options = options
        self.tree = tree
        var failing: [(change: FileChange, failure: PatchFailure)] = []
        var part = patch
        while case .failed(let failure) = try repository.apply(part, to: tree, options: applyOptions) {
            guard failure.canBeForced,
                let index = part.changes.firstIndex(where: { $0.sourceLine == failure.sourceLine })
            else {
                let file = StageFailure(stage: number, patch: patch.name, file: patch.source.file, failure: failure)
                throw StepError.notMade(StageProblem(stage: number, cause: .doesNotApply(file)))
            }
            failing.append((part.changes.remove(at: index), failure))
        }
        if case .applied(let made, _) = try repository.apply(part, to: tree, options: applyOptions) { self.tree = made }
        for (change, failure) in failing.sorted(by: { $0.change.sourceLine < $1.change.sourceLine }) {
            try apply(change, failure)
        }
    }

    private mutating func apply(_ change: FileChange, _ failure: PatchFailure) throws {
        let source = change.oldPath ?? change.path
        let old = try repository.file(source, in: tree)
        if options.merges, let outcome = try merge(change, old) {
            files.append(PartialPush.File(path: change.path, outcome: outcome))
            return
        }
        guard options.isForced else { throw StepError.nothingToMerge(change.path, blob: change.oldBlob) }
        var rejected = change.hunks
        if let old, change.kind != .create, change.kind != .delete, !change.isBinary {
            let partial = change.hunks.applyPartly(to: try repository.content(of: old), options: applyOptions)
            rejected = partial.rejected.map(\.hunk)
            try put(partial.bytes, change, old)
        }
        guard !rejected.isEmpty, let file = try? TreePath(change.path.bytes + Array(".rej".utf8)) else {
            files.append(PartialPush.File(path: change.path, outcome: .left(failure)))
            return
        }
        rejects.append((file, change.rejects(rejected)))
        let outcome = PartialPush.Outcome.rejected(hunks: rejected.count, of: change.hunks.count, file: file)
        files.append(PartialPush.File(path: change.path, outcome: outcome))
    }

    /// Nil where the content that the section was made for is not at hand, or is no text.
    private mutating func merge(_ change: FileChange, _ old: TreeFile?) throws -> PartialPush.Outcome? {
        guard let merge = try Self.merge(change, old, patch.name, in: repository, blob), let old else { return nil }
        try put(merge.bytes, change, old)
        return merge.isClean ? .merged : .conflicts
    }

    static func merge(
        _ change: FileChange, _ old: TreeFile?, _ name: PatchName, in repository: Repository,
        _ blob: (String) throws -> [UInt8]?
    ) throws -> ThreeWayMerge? {
        guard let old, old.mode != .submodule, !change.isBinary, change.kind == .modify || change.kind == .rename,
            let id = change.oldBlob,
            let base = try blob(id),
            case .applied(let theirs, _) = change.hunks.apply(to: base)
        else { return nil }
        return try ThreeWayMerge(
            base: base, ours: repository.content(of: old), theirs: theirs, labels: (ourLabel, name.text))
    }

    private mutating func put(_ bytes: [UInt8], _ change: FileChange, _ old: TreeFile) throws {
        var edits = [FileEdit(path: change.path, content: .file(change.newMode ?? old.mode, bytes))]
        if change.kind == .rename, old.path != change.path { edits.append(FileEdit(path: old.path, content: .removed)) }
        tree = try repository.write(edits, to: tree)
    }
}

extension PatchFailure {
    /// Whether the section was made for another state of the tree, and is neither dangerous nor unclear in what it
    /// means.
    fileprivate var canBeForced: Bool {
        switch reason {
        case .hunk, .fileMissing, .fileExists, .contentDiffers: true
        default: false
        }
    }
}
