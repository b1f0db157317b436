import Files
import Foundation
import Input
import Judging
import Machine
import PatchModel

/// The workbench on one series: the workspace, in which one steps through its stages and changes it, and the bench,
/// which builds, tests and measures them.
///
/// All that it makes is in `.patchbench` beside `patchbench.yaml`. Only one process at a time works on a series. Not
/// for use from two tasks at a time.
public final class Workbench {
    public let workspace: Workspace
    public let bench: Bench
    private let stages: Stages
    /// Goes when the workbench does.
    private let store: StageRepository
    private let turn: Turn?
    private let lock: SeriesLock?

    /// What the workbench is opened for.
    public enum Access: Sendable {
        /// Reading only: also while another process works on the series, and where nothing can be written.
        case look
        /// Stepping, building, testing and measuring: one process at a time.
        case change
    }

    /// Reads the series and makes its stages. To look writes nothing that another process could miss or see; to change
    /// is to take back what was cut off, to let refs name the stages and to end a step that was cut off, under the
    /// lock.
    ///
    /// - Parameters:
    ///   - turn: Held as long as the workbench is there, so that no other process measures meanwhile.
    ///   - caller: Who the operation log says did it.
    /// - Throws: `WorkbenchError` (`.busy` where another process changes the series), `InputError`, `PatchError` where
    ///   a patch or the series file cannot be read, `GitStoreError`. A patch that does not apply is no error here: its
    ///   stage says so.
    public init(
        plan: Plan, series seriesPlan: SeriesPlan, access: Access, turn: Turn? = nil, caller: Caller = Caller(),
        tools: BenchTools
    ) throws {
        var seriesPlan = seriesPlan
        let layout = SeriesLayout(plan: plan, series: seriesPlan)
        let store = StageRepository(plan.repository, isForLooking: access == .look)
        self.store = store
        func operations(digest: FilesDigest? = nil) throws -> Operations {
            Operations(plan, seriesPlan, in: try store.open(), caller, tools.clock, digest: digest)
        }
        var lock: SeriesLock?
        // A series that cannot be read leaves nothing behind; one that is there already is read under its lock.
        if access == .change, layout.folder.exists {
            lock = try SeriesLock(layout.lock, series: seriesPlan.name)
            try OlderUndoLog(folder: layout.undo, series: seriesPlan.patches.quiltFolder).recover()
            if layout.pending.exists {
                let names = try PendingOperation.read(layout)?.names ?? []
                try operations().recover()
                if names.contains(Plan.fileName) {
                    seriesPlan.base = try Plan.find(from: plan.directory).series(named: seriesPlan.name).base
                }
            }
        }
        stages = try Stages(plan, seriesPlan, layout, in: store)
        if access == .change {
            lock = try lock ?? SeriesLock(layout.lock, series: seriesPlan.name)
            try stages.publish()
            try stages.applied.finishMove()
            stages.applied.showInGit()
            try Self.hideFromGit(plan.stateDirectory)
        }
        self.lock = lock
        self.turn = turn
        let recorder = try operations(digest: stages.loaded.digest)
        workspace = Workspace(stages, recorder)
        bench = Bench(stages, recorder, tools)
    }

    /// What the tool keeps is nobody's to commit.
    private static func hideFromGit(_ state: URL) throws {
        let file = state.appending(path: ".gitignore", directoryHint: .notDirectory)
        if !file.exists { try FileWriter.put("*\n".utf8, at: file.path) }
    }

    /// The series as its files say.
    public var series: Series { stages.series }

    /// How reports call a stage.
    public func label(_ number: StageID) -> StageLabel { stages.label(number) }
    public func label(_ number: StageNumber) -> StageLabel { stages.label(number) }
}
