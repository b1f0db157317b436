import GitStore
import PatchModel

/// Commits as patches, named as git format-patch names them, and what they stand on.
struct CommitPatches {
    private(set) var patches: [Patch] = []
    /// The patches as they are kept, where they are to be; none of them is held then.
    private(set) var records: KeptSeriesWriter?
    private(set) var start: SeriesStart?
    /// What of them looks otherwise than it is.
    private(set) var notes: [SourceNote] = []
    private let allowed: PatchPolicy
    private var count = 0

    /// So many are held at a time.
    private static let atOnce = 256

    init(of source: CommitsSource, in store: Repository, allowing allowed: PatchPolicy, keeps: Bool) throws {
        self.allowed = allowed
        if keeps { records = KeptSeriesWriter() }
        let user = try UserRepository(holding: source.repository.path)
        try store.borrow(from: user)
        let graph = try CommitGraph(user, kept: store)
        for text in source.ranges {
            let range = try CommitRange(text, paths: source.paths, in: user.path(of: source.repository.path))
            let line = try graph.line(of: range)
            if start == nil { start = try SeriesStart(line, in: graph) }
            if source.refusesMerges, let merge = line.commits.first(where: \.isMerge) {
                throw GitStoreError.mergeInRange(commit: merge.id, subject: try graph.header(of: merge.id).subject)
            }
            try read(line, range.paths, graph, store)
        }
    }

    private mutating func read(
        _ line: CommitLine, _ paths: Pathspec, _ graph: CommitGraph, _ store: Repository
    ) throws {
        let cache = try DiffCache(in: store, of: line, paths: paths)
        let diffs = try store.diffs(of: line, paths, cache)
        if !cache.isKept(diffs) { records?.isBroken = true }
        let ranges = cache.ranges(of: diffs)
        for first in stride(from: 0, to: diffs.count, by: Self.atOnce) {
            try Task.checkCancellation()
            let indices = first..<min(first + Self.atOnce, diffs.count)
            let part = try indices.map { index in
                let header = try graph.header(of: line.commits[index].id)
                return CommitDiff(
                    commit: line.commits[index], header: header,
                    name: PatchName(number: count + index + 1, subject: header.subject), diff: diffs[index],
                    isWhole: paths.isEmpty)
            }
            try take(part, ranges[indices].map { KeptPlace.diff(file: cache.file, range: $0) })
        }
        count += diffs.count
    }

    private mutating func take(_ diffs: [CommitDiff], _ places: [KeptPlace]) throws {
        let read = try diffs.concurrentMap { [allowed] diff in Result { try diff.patch(allowed) } }.map { try $0.get() }
        notes += read.flatMap { $0.hiddenText(allowing: allowed) }
        if records == nil {
            patches += read
        } else {
            records?.add(
                zip(zip(read, places), diffs).map { PlacedPatch(patch: $0.0, place: $0.1, bytes: $1.diff) })
        }
    }
}

extension Repository {
    /// Of each commit of a line, what it changes; made once.
    fileprivate func diffs(
        of line: CommitLine, _ paths: Pathspec, _ cache: DiffCache
    ) throws -> [ArraySlice<UInt8>] {
        if let known = cache.load() { return known }
        let options = DiffOptions(paths: paths, showsBinary: true)
        let diffs = try line.commits.map { commit in
            try Task.checkCancellation()
            return try diff(from: commit.parentTree, to: commit.tree, options: options)[...]
        }
        try cache.save(diffs)
        // All in one piece, where they are kept.
        return cache.load() ?? diffs
    }
}

/// A commit that is to be a patch.
private struct CommitDiff: Sendable {
    let commit: LineCommit
    let header: PatchHeader
    let name: PatchName
    let diff: ArraySlice<UInt8>
    /// Whether the diff has all that the commit changes.
    let isWhole: Bool

    func patch(_ allowed: PatchPolicy) throws -> Patch {
        let trees = PatchCommit.Trees(before: commit.parentTree?.description, after: commit.tree.description)
        let patchCommit = PatchCommit(
            id: commit.id.description, parents: commit.parents.map(\.description), brings: commit.brings,
            trees: isWhole ? trees : nil)
        return try Patch(patchCommit, header, name: name, diff: diff, allowing: allowed)
    }
}
