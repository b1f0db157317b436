import GitStore
import Input
import PatchModel

extension Workspace {
    /// Takes the last change of the series' files back, byte for byte, and lets the work tree follow; again, the one
    /// before.
    ///
    /// What a refresh took out of the work tree's edits is an edit again.
    /// - Throws: `EditError.nothingToUndo`, `.changedSince`, `.edited`; nothing changes then.
    public func undo() throws -> EditReport {
        let log = undoLog
        guard let entry = log.last else { throw EditError.nothingToUndo(series: seriesPlan.name) }
        let isAsLeft = applied.number.value == entry.stageAfter && applied.tree?.description == entry.treeAfter
        try log.takeBack()
        do {
            let (series, chain) = try reload(on: entry.changesPlan ? plannedBase() : nil)
            if isAsLeft, entry.keepsWorkTree {
                try applied.restore(
                    number: StageNumber(entry.stage), tree: entry.tree.flatMap(ObjectID.init(hex:)),
                    unfinished: entry.unfinished.map { PatchName($0) })
            } else {
                let number = isAsLeft ? entry.stage : applied.number.value
                try applied.move(to: chain.stages[min(number, chain.stages.count - 1)], for: .stepping)
            }
            try repository.publish(chain, of: seriesPlan.name)
            try log.forget()
            return report(.undone(entry.title), series, chain)
        } catch {
            try log.redo()
            _ = try reload()
            throw error
        }
    }

    /// The tree of the base that the plan's file names now.
    private func plannedBase() throws -> ObjectID {
        let plan = try Plan.find(from: plan.directory)
        return try tree(of: plan.series(named: seriesPlan.name).base)
    }
}
