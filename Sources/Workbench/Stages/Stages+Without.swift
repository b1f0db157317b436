import PatchModel

extension Stages {
    /// The stages without some patches, in their order, each once.
    ///
    /// - Throws: `BenchError.needed` where a patch of these stages does not apply without them; `.notAPatch`.
    package func ids(_ stages: [StageID], without patches: [StageNumber]) throws -> [StageID] {
        guard !patches.contains(.base) else { throw StepError.notAPatch }
        let others = Set(stages.map { $0.without(patches) }).sorted()
        for missing in Set(others.map(\.without)) where !missing.isEmpty {
            let top = others.last { $0.without == missing }
            if let top, let binding = try binding(of: missing), binding.by.number.number <= top.number {
                throw BenchError.needed(binding)
            }
        }
        return others
    }

    /// What keeps a patch from being left out: the first of the later ones that needs it. Nil where all of them still
    /// apply.
    func binding(of patch: StageNumber) throws -> PatchBinding? { try binding(of: [patch]) }

    private func binding(of patches: [StageNumber]) throws -> PatchBinding? {
        guard let failure = try chain(without: patches.sorted()).failure else { return nil }
        let later = failure.stage.number
        // One that does not apply anyhow needs nothing.
        guard chain[later.id] != nil else { return nil }
        let alone = try patches.count == 1 ? nil : patches.first { try binding(of: $0)?.by.number == later.id }
        let needed = alone ?? patches.filter { $0 < later }.max()!
        return PatchBinding(
            needed: label(needed.id), by: label(later.id), file: failure.file, failure: failure.failure)
    }
}
