import PatchModel

extension Stages {
    /// The stages without some patches, in their order, each once.
    ///
    /// - Throws: `WorkbenchError.needed` where a patch of these stages does not apply without them; `.notAPatch`.
    package func numbers(_ stages: [StageNumber], without patches: [StageNumber]) throws -> [StageNumber] {
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
