import CLibgit2

extension UserRepository {
    /// What a revision (gitrevisions: a tag, a branch, `v6.1~3`, an id) names.
    /// - Throws: `GitStoreError.noRevision`; `.missingHistory` where a shallow clone ends before it.
    public func revision(_ name: String) throws(GitStoreError) -> Revision {
        let (stem, steps) = AncestorSteps.split(name)
        let found = try object(named: stem)
        guard steps != AncestorSteps() || found.commit != nil else { return found }
        guard var commit = found.commit else { throw .noRevision(name, repository: path, isShallow: isShallow) }
        let graph = try CommitGraph(self)
        for step in steps.parents {
            let node = try graph.node(commit)
            if node.isCut { throw .missingHistory(of: name, at: commit, repository: path) }
            guard step <= node.parents.count else { throw .noRevision(name, repository: path, isShallow: isShallow) }
            if step > 0 { commit = node.parents[step - 1] }
        }
        return Revision(commit: commit, tree: try graph.node(commit).tree)
    }

    func historyEdits() throws(GitStoreError) -> HistoryEdits {
        try HistoryEdits(of: handle.pointer, folder: String(cString: git_repository_commondir(handle.pointer)))
    }
}

/// The end of a revision's name that leads from a commit to an ancestor: `~3`, `^2`, one after the other.
private struct AncestorSteps: Equatable {
    /// Numbers of parents, from 1; 0 is the commit itself.
    var parents: [Int] = []

    static func split(_ name: String) -> (stem: String, steps: AncestorSteps) {
        guard let start = name.firstIndex(where: { $0 == "~" || $0 == "^" }), start != name.startIndex else {
            return (name, AncestorSteps())
        }
        var steps = AncestorSteps()
        var rest = name[start...]
        while let mark = rest.popFirst() {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard mark == "~" || mark == "^", let number = digits.isEmpty ? 1 : Int(digits), number <= 1 << 20 else {
                return (name, AncestorSteps())
            }
            steps.parents += mark == "~" ? Array(repeating: 1, count: number) : [number]
        }
        return (String(name[..<start]), steps)
    }
}

extension UserRepository {
    /// Whether a name means the same commit tomorrow: it is a tag's.
    public func isLasting(_ name: String) throws(GitStoreError) -> Bool {
        var found = git_oid()
        return git_reference_name_to_id(&found, handle.pointer, "refs/tags/" + name) == 0
    }
}
