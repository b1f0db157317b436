import Files
import Foundation
import GitStore
import PatchModel

/// A rebase that waits for a person: a file that is there from the conflict on until it goes on to the end, or is given
/// up.
struct RebaseState: Codable {
    /// A patch, and the trees before and after it on the old base; none where it did not apply there.
    struct Entry: Codable {
        let name: String
        let before: String?
        let after: String?
    }

    /// What the new base is called.
    let base: String
    /// The operation that left what it began with.
    let begun: Int
    let entries: [Entry]
    /// The patch that was on top when it began; nil for none.
    let top: String?
    var upstream: [String] = []
    var merged: [String] = []

    /// What the change of the series is called that began it.
    var title: String { "rebase \(base)" }

    init(base: String, begun: Int, _ series: Series, _ chain: StageChain, top: PatchName?) {
        self.base = base
        self.begun = begun
        self.top = top?.text
        entries = series.patches.enumerated().map { index, patch in
            let trees = (chain[StageNumber(index)]?.tree, chain[StageNumber(index + 1)]?.tree)
            return Entry(name: patch.name.text, before: trees.0?.description, after: trees.1?.description)
        }
    }

    /// The trees of a patch on the old base.
    func trees(of patch: PatchName) -> (before: ObjectID, after: ObjectID)? {
        guard let entry = entries.first(where: { $0.name == patch.text }),
            let before = entry.before.flatMap({ ObjectID(hex: $0) }),
            let after = entry.after.flatMap({ ObjectID(hex: $0) })
        else { return nil }
        return (before, after)
    }

    static func read(_ layout: SeriesLayout) -> RebaseState? {
        (try? Data(contentsOf: layout.rebase)).flatMap { try? JSONDecoder().decode(RebaseState.self, from: $0) }
    }

    func write(_ layout: SeriesLayout) throws {
        try FileWriter.put(JSONEncoder().encode(self), at: layout.rebase.path, isSafe: true)
    }

    static func remove(_ layout: SeriesLayout) throws {
        if layout.rebase.exists { try FileManager.default.removeItem(at: layout.rebase) }
    }
}
