import Foundation
import GitStore
import Machine
import PatchModel
import Yams

/// Where base and patches come from.
extension PlanReader {
    /// A folder, or `{git: PATH, rev: REVISION}`.
    package func base(_ node: Node) throws(InputError) -> BaseSource {
        guard let entries = node.mapping else { return .folder(try folder(node, key: "base")) }
        let (repository, revision) = try git(entries, at: node, key: "rev")
        return .revision(revision, repository: repository)
    }

    /// A file or folder, a list of them, or commits: `{git: PATH, range: A..B, paths: [PATH]}`.
    package func patches(_ node: Node) throws(InputError) -> PatchesSource {
        if let entries = node.mapping { return .commits(try commits(entries, at: node)) }
        var files: [URL] = []
        for element in node.sequence.map(Array.init) ?? [node] {
            let file = try location(element, key: "patches")
            guard file.exists else { throw problem(.noSuchFile("patches", file), at: element.mark) }
            files.append(file)
        }
        return .files(files)
    }

    private func commits(_ entries: Node.Mapping, at node: Node) throws(InputError) -> CommitsSource {
        try check(keysOf: entries, known: ["git", "range", "paths"])
        guard let range = entries["range"] else { throw problem(.missingKey("range", in: nil), at: node.mark) }
        let ranges = try strings(range, key: "range")
        for range in ranges {
            do { _ = try CommitRange(range) } catch { throw problem(.badRange(range), at: node.mark) }
        }
        return CommitsSource(
            ranges, paths: try strings(entries["paths"], key: "paths"),
            repository: try folder(entries["git"] ?? Node("."), key: "git"))
    }

    /// What becomes of a merge: a stage, unless it is refused.
    func refusesMerges(_ node: Node) throws(InputError) -> Bool {
        try choice(node, key: "merges", among: [("stage", false), ("refuse", true)])
    }

    /// What becomes of files that `.gitignore` names.
    func leavesOut(_ node: Node) throws(InputError) -> Bool {
        try choice(node, key: "ignored", among: [("take", false), ("leave out", true)])
    }

    /// A word, or a list of them.
    package func allowances(_ node: Node?) throws(InputError) -> PatchPolicy {
        var policy: PatchPolicy = []
        for element in node?.sequence.map(Array.init) ?? (node.map { [$0] } ?? []) {
            let word = try string(element, key: "allow")
            guard let allowed = PatchPolicy(word: word) else {
                throw problem(.wrongType("allow", expected: .oneOf(PatchPolicy.words)), at: element.mark)
            }
            policy.formUnion(allowed)
        }
        return policy
    }

    /// How much the patches of a series may hold altogether.
    func sizes(_ node: Node) throws(InputError) -> SeriesLimits {
        let entries = try mapping(node, key: "limits")
        var limits = SeriesLimits()
        for kind in SizeKind.allCases {
            guard let value = entries[kind.rawValue] else { continue }
            guard let size = value.scalar.flatMap({ SeriesLimits.size($0.string) }) else {
                throw problem(.wrongType(kind.rawValue, expected: .size), at: value.mark)
            }
            limits[kind] = size
        }
        return limits
    }

    private func git(
        _ entries: Node.Mapping, at node: Node, key: String
    ) throws(InputError) -> (repository: URL, name: String) {
        try check(keysOf: entries, known: ["git", key])
        let path = entries["git"] ?? Node(".")
        guard let name = entries[key] else { throw problem(.missingKey(key, in: nil), at: node.mark) }
        return (try folder(path, key: "git"), try string(name, key: key))
    }

    private func folder(_ node: Node, key: String) throws(InputError) -> URL {
        let folder = try location(node, key: key)
        guard folder.isFolder else { throw problem(.noSuchFolder(key, folder), at: node.mark) }
        return folder
    }

    /// Relative to the folder of the plan.
    private func location(_ node: Node, key: String) throws(InputError) -> URL {
        let path = try string(node, key: key)
        return URL(filePath: path, relativeTo: directory).standardizedFileURL
    }
}
