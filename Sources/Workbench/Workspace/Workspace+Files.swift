import GitStore
import PatchModel

extension Workspace {
    /// The files that a patch touches.
    ///
    /// - Throws: `StepError.notAPatch` for the base.
    public func files(of number: StageNumber) throws(StepError) -> [TreePath] {
        guard let patch = series.patch(of: number) else { throw .notAPatch }
        return patch.touchedPaths
    }

    /// The patches, applied or not, that touch one of these files, or a file in one of these folders.
    /// - Returns: their numbers and names.
    public func patches(touching paths: [String]) throws(StepError) -> [(number: StageNumber, name: PatchName)] {
        var wanted: [TreePath] = []
        for path in paths { wanted.append(try treePath(path)) }
        return series.patches.enumerated().filter { _, patch in
            patch.touchedPaths.contains { path in wanted.contains { $0 == path || path.isInside($0) } }
        }.map { (StageNumber($0 + 1), $1.name) }
    }

    /// Each line of a file at a stage, with the patch that wrote it. The file is followed through renames.
    ///
    /// - Throws: `StepError.noFile`, `.badPath`, `.notMade`.
    public func annotate(_ text: String, at number: StageNumber) throws -> AnnotatedFile {
        let path = try treePath(text)
        let versions = try versions(of: path, upTo: number)
        guard let last = try versions.last?.content() else { throw StepError.noFile(path, number) }
        return AnnotatedFile(
            series: seriesPlan.name, path: path, stage: label(number),
            patches: versions.dropFirst().map { label($0.stage) }, text: last, owners: try owners(versions).owners)
    }

    /// Whose each line of a file is at a stage.
    func lineOwners(of path: TreePath, at number: StageNumber) throws -> LineOwners<StageNumber> {
        try owners(versions(of: path, upTo: number))
    }

    private func owners(_ versions: [Version]) throws -> LineOwners<StageNumber> {
        var before = try versions[0].content() ?? []
        var owners = LineOwners<StageNumber>(of: before)
        for version in versions.dropFirst() {
            let after = try version.content() ?? []
            owners.apply(
                try LineDiff.hunks(from: before, to: after, contextLines: 0, indentHeuristic: false),
                of: version.stage)
            before = after
        }
        return owners
    }

    /// A file as a stage has it.
    private struct Version {
        let stage: StageNumber
        let content: () throws -> [UInt8]?
    }

    /// The file in the base, then after each patch that touches it, under the name that it has there.
    private func versions(of path: TreePath, upTo number: StageNumber) throws -> [Version] {
        var path = path
        var versions: [Version] = []
        for stage in series.stages.prefix(number.value + 1).reversed() {
            let patch = series.patch(of: stage)
            guard stage == .base || patch!.touchedPaths.contains(path) else { continue }
            versions.append(try version(of: path, at: stage))
            let move = patch?.changes.last { $0.newPath == path && ($0.kind == .rename || $0.kind == .copy) }
            path = move?.oldPath ?? path
        }
        return versions.reversed()
    }

    private func version(of path: TreePath, at stage: StageNumber) throws -> Version {
        let tree = try self.stage(stage).tree
        return Version(stage: stage) { [repository] in
            try repository.file(path, in: tree).map { try repository.content(of: $0) }
        }
    }
}
