import Foundation
import GitStore
import Input
import Judging
import PatchModel

extension Workspace {
    /// Writes the series out with the diffs of its stages, so that the same trees come of it everywhere.
    ///
    /// - Parameter mail: how mails are written.
    /// - Throws: `StepError.notMade` where a patch does not apply, `WorkbenchError.outputTaken`, `.noBaseCommit`;
    ///   `GitStoreError.branchExists`; nothing is written then.
    public func export(_ form: ExportForm, mail: MailOptions = MailOptions()) throws -> Exported {
        let stages = try series.stages.map(stage)
        switch form {
        case .mails: return .mails(try mails(of: stages, mail), empty: empty(stages))
        case .quilt(let folder): return try writeQuilt(stages, to: folder)
        case .branch(let name): return try makeBranch(name, of: stages)
        }
    }

    /// The patches that change nothing.
    private func empty(_ stages: [Stage]) -> [StageLabel] {
        zip(stages, stages.dropFirst()).filter { $0.tree == $1.tree }.map { label($1.number) }
    }

    /// GNU patch, which quilt runs, knows no copies and no binary changes; the latter are told.
    private func writeQuilt(_ stages: [Stage], to folder: URL) throws -> Exported {
        guard FolderWriter.isFree(folder) else { throw WorkbenchError.outputTaken(folder) }
        var patches: [(name: PatchName, header: PatchHeader, diff: [UInt8])] = []
        var binary: [StageLabel] = []
        for (before, stage) in zip(stages, stages.dropFirst()) {
            let patch = series.patch(of: stage.number)!
            let options = DiffOptions(findsRenames: false, showsBinary: true)
            let diff = try repository.diff(from: before.tree, to: stage.tree, options: options)
            if try repository.diffstat(from: before.tree, to: stage.tree, options: options).hasBinary {
                binary.append(label(stage.number))
            }
            patches.append((patch.name, patch.header, diff))
        }
        let loaded = self.stages.loaded
        let notes = SeriesNotes(coverLetter: loaded.coverLetter, pending: loaded.pending)
        let writer = QuiltWriter(patches: patches, notes: notes)
        try FolderWriter.replace(folder) { try writer.write(to: $0) }
        return .quilt(folder, binary: binary, empty: empty(stages))
    }

    private func makeBranch(_ name: String, of stages: [Stage]) throws -> Exported {
        let user: UserRepository
        var parent: ObjectID?
        switch seriesPlan.base {
        case .folder: user = try UserRepository(holding: plan.directory.path)
        case .start(let folder):
            user = try UserRepository(holding: folder.path)
            parent = self.stages.loaded.start?.commit
        case .revision(let revision, let folder):
            user = try UserRepository(holding: folder.path)
            parent = try user.revision(revision).commit
        }
        let patches = stages.dropFirst().map { (tree: $0.tree, header: header(of: $0)) }
        let tip = try user.makeBranch(name, of: patches, base: stages[0].tree, parent: parent, from: repository)
        return .branch(commit: tip.description, repository: user.path, without: self.stages.base.emptyFolders)
    }
}

extension Diffstat {
    fileprivate var hasBinary: Bool {
        files.contains { file in
            if case .binary = file.change { true } else { false }
        }
    }
}
