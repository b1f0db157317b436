import GitStore
import Input
import PatchModel

/// Merges the patches of a series that do not apply, where the contents that they were made for are at hand.
final class PatchMerger {
    private let base: BaseSource
    private let options: ApplyOptions
    private let repository: Repository
    /// What came of the files to which a patch did not apply.
    private(set) var files: [StageNumber: [PartialPush.File]] = [:]
    /// The first content that was not at hand.
    private(set) var missing: MissingContent?

    init(base: BaseSource, options: ApplyOptions, repository: Repository) {
        self.base = base
        self.options = options
        self.repository = repository
    }

    /// The tree that the patch makes of this one; nil where there are conflicts, or no merge.
    func merge(_ number: StageID, _ patch: Patch, into tree: ObjectID) throws -> ObjectID? {
        do {
            let partial = try PartialPatch(
                patch, number, to: tree, options, PushOptions(merges: true), in: repository
            ) { [repository, base] in try repository.content($0, orNear: base.place) }
            files[number.number] = partial.files
            return partial.files.allSatisfy(\.isWhole) ? partial.tree : nil
        } catch StepError.nothingToMerge(let path, let blob) {
            missing = MissingContent(path: path, blob: blob)
        } catch StepError.notMade {}
        return nil
    }
}

/// The content of a file that a merge would need.
public struct MissingContent: Hashable, Sendable {
    public let path: TreePath
    /// Its id, maybe abbreviated, where the patch states it.
    public let blob: String?
}
