import Judging
import Workbench

/// The tests that a patch made pass, and those that it broke, by patch.
struct TestChangesListing {
    let changes: TestChanges
    /// The stages that were asked for.
    let labels: [StageLabel]

    /// Of the tests of one patch, so many are named; JSON has all.
    private static let shown = 20

    /// - Parameter width: Names are wrapped to it.
    func lines(width: Int) -> [String] {
        section("fail -> pass", changes.fixes, width) + section("pass -> fail", changes.regressions, width)
    }

    private func section(_ title: String, _ changes: [TestChanges.Change], _ width: Int) -> [String] {
        guard !changes.isEmpty else { return [] }
        let groups = Dictionary(grouping: changes, by: \.stages)
        let order = groups.keys.sorted { ($0.after, $0.before) < ($1.after, $1.before) }
        return ["", "\(title):"]
            + order.flatMap { pair in
                let names = groups[pair]!.map(\.test)
                let more = names.count > Self.shown ? " and \(names.count - Self.shown) more" : ""
                let text = "\(place(pair)): " + names.prefix(Self.shown).joined(separator: ", ") + more
                return wrapped("  " + text, to: width, hanging: 4)
            }
    }

    private func place(_ pair: StagePair) -> String {
        guard let patch = pair.patch else { return "\(pair.before)..\(pair.after)" }
        let name = labels.first { $0.number.number == patch }?.name
        return name.map { "\(patch) \($0)" } ?? "\(patch)"
    }
}
