/// Patches in the order in which they apply.
public struct Series: Sendable {
    public let name: String
    public let patches: [Patch]
    /// What the patches are, where that is known without a look at their texts: equal for equal patches alone.
    public let content: String?

    /// - Throws: `PatchError.duplicatePatch`: a name stands for one patch.
    public init(name: String, patches: [Patch], content: String? = nil) throws(PatchError) {
        var seen: Set<PatchName> = []
        for patch in patches where !seen.insert(patch.name).inserted {
            throw .duplicatePatch(patch.name)
        }
        self.name = name
        self.patches = patches
        self.content = content
    }

    public var base: StageNumber { .base }
    public var top: StageNumber { StageNumber(patches.count) }
    public var stages: [StageNumber] { (0...patches.count).map(StageNumber.init) }

    /// The patch that makes the stage of the one before; nil for the base.
    public func patch(of stage: StageNumber) -> Patch? {
        stage == .base || stage > top ? nil : patches[stage.value - 1]
    }

    /// Likewise of a stage without some patches.
    public func patch(of stage: StageID) -> Patch? { patch(of: stage.number) }

    /// The files that any of the patches touches, in order.
    public var touchedPaths: [TreePath] {
        Set(patches.flatMap(\.touchedPaths)).sorted()
    }

    /// The flags that the patches of the stage carry, in their order.
    public func features(at stage: StageID) -> [FeatureFlag] {
        patches.prefix(stage.value).enumerated().filter { !stage.without.contains(StageNumber($0.offset + 1)) }
            .compactMap(\.element.feature)
    }

    /// All stages of the series without some of its patches.
    public func stages(without patches: [StageNumber]) -> [StageID] {
        stages.filter { !patches.contains($0) }.map { StageID($0, without: patches) }
    }
}
