import GitStore
import PatchModel

/// Two patches of which the later one does not apply without the earlier one.
public struct PatchBinding: Sendable {
    public let needed: StageLabel
    public let by: StageLabel
    /// The patch file of the later one, as the source names it.
    public let file: String
    /// Where it does not apply without the other.
    public let failure: PatchFailure

    /// The first hunk of the later patch that finds no place, where it is a hunk that binds the two.
    public var hunk: HunkFailure? { if case .hunk(let hunk) = failure.reason { hunk } else { nil } }
}

extension Workbench {
    /// The stages without some patches, in their order, each once.
    ///
    /// - Throws: `WorkbenchError.needed` where a patch of these stages does not apply without them; `.notAPatch`.
    public func stages(_ stages: [StageNumber], without patches: [StageNumber]) throws -> [StageNumber] {
        guard !patches.isEmpty else { return stages }
        guard !patches.contains(.base) else { throw WorkbenchError.notAPatch }
        let others = Set(stages.map { $0.without(patches) }).sorted()
        if let top = others.last, let binding = try binding(of: patches), binding.by.number <= StageNumber(top.value) {
            throw WorkbenchError.needed(binding)
        }
        return others
    }

    /// What keeps a patch from being left out: the first of the later ones that needs it. Nil where all of them still apply.
    func binding(of patch: StageNumber) throws -> PatchBinding? { try binding(of: [patch]) }

    private func binding(of patches: [StageNumber]) throws -> PatchBinding? {
        guard let failure = try chain(without: patches.map(\.value).sorted()).failure else { return nil }
        let later = StageNumber(failure.stage.value)
        // One that does not apply anyhow needs nothing.
        guard chain[later] != nil else { return nil }
        let alone = try patches.count == 1 ? nil : patches.first { try binding(of: $0)?.by.number == later }
        let needed = alone ?? patches.filter { $0 < later }.max()!
        return PatchBinding(
            needed: label(needed), by: label(later), file: failure.file, failure: failure.failure)
    }
}
