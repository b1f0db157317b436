import PatchModel

/// A stage as it is kept: the commit that a patch made of the stage before.
public struct Stage: Hashable, Sendable {
    public let number: StageID
    public let commit: ObjectID
    public let tree: ObjectID
    /// Whether it was found from an earlier time rather than made now.
    public let isReused: Bool
    /// The hunks that did not go exactly where they said.
    public let displacements: [Displacement]

    /// One that was made elsewhere.
    package init(made number: StageID, commit: ObjectID, tree: ObjectID) {
        self.init(number: number, commit: commit, tree: tree, isReused: true, displacements: [])
    }

    init(number: StageID, commit: ObjectID, tree: ObjectID, isReused: Bool, displacements: [Displacement]) {
        (self.number, self.commit, self.tree) = (number, commit, tree)
        (self.isReused, self.displacements) = (isReused, displacements)
    }

    /// The stage with a tree that it has not in its series.
    public func with(tree: ObjectID) -> Stage {
        Stage(number: number, commit: commit, tree: tree, isReused: false, displacements: [])
    }
}

/// A hunk that went in at an offset or with fuzz.
public struct Displacement: Hashable, Sendable {
    /// 0-based number of the file section in the patch.
    public let section: Int
    public let path: TreePath
    public let placement: HunkPlacement
}

/// The stages of a series, or of a series without some of its patches, the base first, up to the first patch that does
/// not apply.
public struct StageChain: Hashable, Sendable {
    public let stages: [Stage]
    /// The patch that made no stage: the first that does not apply.
    public let failure: StageFailure?

    /// Of stages that were made, the base first.
    package init(stages: [Stage], failure: StageFailure? = nil) { (self.stages, self.failure) = (stages, failure) }

    public var base: Stage { stages[0] }

    /// Nil for a stage that could not be made, or that is not of this chain.
    public subscript(number: StageNumber) -> Stage? { self[number.id] }

    /// Likewise.
    public subscript(number: StageID) -> Stage? {
        number.count < stages.count && stages[number.count].number == number ? stages[number.count] : nil
    }
}
