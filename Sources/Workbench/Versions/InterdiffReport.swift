import GitStore
import PatchModel

/// How the results of two versions of a patch differ.
public struct InterdiffReport: Sendable {
    /// A diff from what the one patch makes to what the other makes, a section a file.
    public var diff: [UInt8]
    /// Files of which the two patches saw different contents, with the diff of their diffs.
    public var unlike: [Unlike]
    private let names: (old: PatchName, new: PatchName)

    public struct Unlike: Sendable {
        public var path: TreePath
        public var diff: [UInt8]
    }

    /// - Throws: `GitStoreError`, where libgit2 could not go on.
    public init(from old: Patch, to new: Patch) throws {
        (diff, unlike) = ([], [])
        names = (old.name, new.name)
        let (before, after) = (FileSections(old), FileSections(new))
        for path in Set(before.paths).union(after.paths).sorted() { try add(path, before[path], after[path]) }
    }

    private mutating func add(_ path: TreePath, _ old: [FileChange], _ new: [FileChange]) throws {
        guard case .results(let segments) = Self.compare(old, new) else {
            let (before, after) = (PatchText(changes: old, name: names.old), PatchText(changes: new, name: names.new))
            let hunks = try LineDiff.hunks(from: before.bytes, to: after.bytes)
            if !hunks.isEmpty { unlike.append(Unlike(path: path, diff: before.diffText(hunks))) }
            return
        }
        var hunks: [UInt8] = []
        for segment in segments {
            for hunk in try LineDiff.hunks(from: segment.old, to: segment.new) {
                hunks += hunk.moved(old: segment.oldStart, new: segment.newStart).text
            }
        }
        let header = DiffHeader(path: path, old: old.last, new: new.last)
        if !hunks.isEmpty || header.hasChange { diff += header.text(hasHunks: !hunks.isEmpty) + hunks }
    }

    private static func compare(_ old: [FileChange], _ new: [FileChange]) -> Interdiff.Answer {
        // What a binary change, a second section of a file, or a file that only one of the patches creates does cannot
        // be told without the tree.
        let all = old + new
        let creates = { (changes: [FileChange]) in changes.first?.kind == .create }
        guard old.count <= 1, new.count <= 1, !all.contains(where: \.isBinary),
            old.isEmpty || new.isEmpty || creates(old) == creates(new),
            all.allSatisfy({ $0.kind != .rename && $0.kind != .copy }) || (old.first?.oldPath == new.first?.oldPath)
        else { return .basesDiffer }
        return Interdiff.compare(old.flatMap(\.hunks), new.flatMap(\.hunks))
    }
}

/// A patch's sections by the file that they end up as.
private struct FileSections {
    private var sections: [TreePath: [FileChange]] = [:]
    var paths: [TreePath] { Array(sections.keys) }

    init(_ patch: Patch) {
        for change in patch.changes { sections[change.path, default: []].append(change) }
    }

    subscript(path: TreePath) -> [FileChange] { sections[path] ?? [] }
}

/// What stands above a file's hunks: the state of the file after the one patch, and after the other.
private struct DiffHeader {
    let path: TreePath
    let old: FileChange?
    let new: FileChange?

    /// Whether the file is there after each patch.
    private var isInOld: Bool { old.map { $0.kind != .delete } ?? (new?.kind != .create) }
    private var isInNew: Bool { new.map { $0.kind != .delete } ?? (old?.kind != .create) }
    private var oldMode: FileMode? { old?.newMode ?? (old == nil ? new?.oldMode : nil) }
    private var newMode: FileMode? { new?.newMode ?? (new == nil ? old?.oldMode : nil) }

    var hasChange: Bool { isInOld != isInNew || (oldMode != newMode && oldMode != nil && newMode != nil) }

    func text(hasHunks: Bool) -> [UInt8] {
        let (a, b) = (QuotedName.write(Array("a/".utf8) + path.bytes), QuotedName.write(Array("b/".utf8) + path.bytes))
        var text = "diff --git \(a) \(b)\n"
        if !isInOld {
            text += "new file mode \(newMode ?? .regular)\n"
        } else if !isInNew {
            text += "deleted file mode \(oldMode ?? .regular)\n"
        } else if let oldMode, let newMode, oldMode != newMode {
            text += "old mode \(oldMode)\nnew mode \(newMode)\n"
        }
        if hasHunks { text += "--- \(isInOld ? a : "/dev/null")\n+++ \(isInNew ? b : "/dev/null")\n" }
        return Array(text.utf8)
    }
}
