import GitStore
import PatchModel

/// Which stage the work tree holds: the patch on top, wherever in the series it comes to stand.
struct Position: Equatable {
    /// Nil at the base.
    var patch: PatchName?
    /// Where the patch stood when that was last looked at.
    var number: StageNumber
    /// The tree that the folder shows but for edits; nil before anything was put there. An older form of the stage,
    /// when patches were changed.
    var tree: ObjectID?
    /// The patch after `number` that a forced push or a merge put there in part; `tree` shows what came of it.
    var unfinished: PatchName?

    static let nothing = Position(number: .base)

    init(patch: PatchName? = nil, number: StageNumber, tree: ObjectID? = nil, unfinished: PatchName? = nil) {
        self.patch = patch
        self.number = number
        self.tree = tree
        self.unfinished = unfinished
    }

    /// The same in a series that may have changed: where the patch is now.
    ///
    /// - Parameter isShown: whether a stage of it is what the folder shows; asked where the patch is gone.
    func found(in series: Series, isShown: (StageNumber) -> Bool) -> Position {
        var position = self
        if let patch, let index = series.patches.firstIndex(where: { $0.name == patch }) {
            position.number = StageNumber(index + 1)
        } else if patch != nil, !isShown(number) {
            // It was taken out by hand, and not only renamed: what stood below it is on top.
            position.number = StageNumber(min(max(number.value - 1, 0), series.top.value))
        } else {
            position.number = min(number, series.top)
        }
        position.patch = series.patch(of: position.number)?.name
        return position
    }
}

extension Position: Codable {
    private enum CodingKeys: String, CodingKey {
        case patch, number, tree, unfinished
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        patch = try values.decodeIfPresent(String.self, forKey: .patch).map { PatchName($0) }
        number = StageNumber(max(0, try values.decode(Int.self, forKey: .number)))
        tree = try values.decodeIfPresent(String.self, forKey: .tree).flatMap { ObjectID(hex: $0) }
        unfinished = try values.decodeIfPresent(String.self, forKey: .unfinished).map { PatchName($0) }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encodeIfPresent(patch?.text, forKey: .patch)
        try values.encode(number.value, forKey: .number)
        try values.encodeIfPresent(tree?.description, forKey: .tree)
        try values.encodeIfPresent(unfinished?.text, forKey: .unfinished)
    }
}
