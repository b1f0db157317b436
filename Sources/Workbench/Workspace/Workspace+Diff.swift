import Foundation
import GitStore
import PatchModel

extension Workspace {
    /// The unified diff between two stages, of all files or only those at or below `paths`.
    public func diff(_ from: StageID, _ to: StageID, paths: [String] = []) throws -> [UInt8] {
        let options = DiffOptions(paths: try paths.map(treePath))
        return try repository.diff(from: stages.stage(from).tree, to: stages.stage(to).tree, options: options)
    }

    /// The path as a person writes it, with `./` before and `/` after it.
    func treePath(_ text: String) throws(StepError) -> TreePath {
        var path = text[...]
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        while path.count > 1 && path.hasSuffix("/") { path = path.dropLast() }
        do { return try TreePath(String(path)) } catch { throw .badPath(text, error) }
    }

    /// What changes between two stages, counted.
    public func diffstat(_ from: StageID, _ to: StageID) throws -> Diffstat {
        try repository.diffstat(from: stages.stage(from).tree, to: stages.stage(to).tree)
    }

    /// A patch's message and the diff of its stage from the one before.
    ///
    /// - Throws: `StepError.notAPatch` for the base.
    public func show(_ number: StageNumber) throws -> ShownPatch {
        guard let patch = series.patch(of: number), let before = number.previous else { throw StepError.notAPatch }
        return ShownPatch(
            label: label(number), header: patch.header, diff: try diff(before.id, number.id))
    }
}
