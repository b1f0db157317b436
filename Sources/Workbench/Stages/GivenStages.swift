import GitStore
import Input
import PatchModel

/// Stages as one machine tells them another: by the ids of what they are, and not by their patches.
struct GivenStages: Codable {
    /// The base first.
    var stages: [Entry]
    var emptyFolders: [TreePath]
    var pointers: [TreePath]
    /// As `BaseTree.checkout`.
    var checkout: CheckoutSettings?

    struct Entry: Codable {
        /// As `StageID` writes it.
        var name: String
        var commit: String
        var tree: String
        var features: [String]

        var id: StageID { StageID(name) ?? .base }
        /// Nil where there are no such ids.
        var stage: Stage? {
            guard let commit = ObjectID(hex: commit), let tree = ObjectID(hex: tree) else { return nil }
            return Stage(made: id, commit: commit, tree: tree)
        }
        var flags: [FeatureFlag] { features.compactMap { FeatureFlag($0) } }
    }

    /// - Parameter tree: Of the base.
    func baseTree(_ tree: ObjectID) -> BaseTree {
        var base = BaseTree(tree: tree)
        base.emptyFolders = emptyFolders
        base.checkout = checkout
        if !pointers.isEmpty { base.notes = [.missingLargeFiles(pointers)] }
        return base
    }
}

extension Stages {
    /// Some of the stages, which are made, for another machine.
    func given(_ numbers: [StageID]) throws -> GivenStages {
        let made = try numbers.filter { $0 != .base }.map(stage)
        return GivenStages(
            stages: ([chain.base] + made).map { stage in
                GivenStages.Entry(
                    name: stage.number.description, commit: stage.commit.description, tree: stage.tree.description,
                    features: features(at: stage.number).map(\.text))
            },
            emptyFolders: base.emptyFolders, pointers: base.pointers, checkout: base.checkout)
    }
}
