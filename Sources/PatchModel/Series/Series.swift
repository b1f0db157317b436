/// Patches in the order in which they apply.
public struct Series: Sendable {
    public let name: String
    public let patches: [Patch]
    private var known: String?
    private let keeper: (any PatchKeeper)?

    /// What the patches are, where that is known without a look at their texts: equal for equal patches alone. It is
    /// known no longer once one was another when it was read again.
    public var content: String? { keeper?.isAsRead == false ? nil : known }

    /// - Parameters:
    ///   - content: what the patches are, where that is known.
    ///   - keeper: of the patches, where there is one.
    /// - Throws: `PatchError.duplicatePatch`: a name stands for one patch.
    public init(
        name: String, patches: [Patch], content: String? = nil, keeper: (any PatchKeeper)? = nil
    ) throws(PatchError) {
        var seen: Set<PatchName> = []
        for patch in patches where !seen.insert(patch.name).inserted {
            throw .duplicatePatch(patch.name)
        }
        self.name = name
        self.patches = patches
        known = content
        self.keeper = keeper
    }

    /// The same, of which it is known what the patches are.
    public func known(as content: String) -> Series {
        var series = self
        series.known = content
        return series
    }

    /// Reads all of its patches, so that they are known whatever becomes of where they are read from.
    public func readAll() { keeper?.readAll() }

    public var base: StageNumber { .base }
    public var top: StageNumber { StageNumber(patches.count) }
    public var stages: [StageNumber] { (0...patches.count).map(StageNumber.init) }

    /// The patch that makes the stage of the one before; nil for the base.
    public func patch(of stage: StageNumber) -> Patch? {
        stage == .base || stage > top ? nil : patches[stage.value - 1]
    }

    /// Likewise of a stage without some patches.
    public func patch(of stage: StageID) -> Patch? { patch(of: stage.number) }

    /// The files that any of some patches touches, in order.
    public func touchedPaths(of places: Range<Int>) -> [TreePath] {
        Set(patches[places].flatMap(\.touchedPaths)).sorted()
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
