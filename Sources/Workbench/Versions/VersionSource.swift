import Files
import Foundation
import GitStore
import Input
import Machine
import PatchModel

/// Finds the series and patches that are compared with one another.
public struct VersionSource: Sendable {
    /// Nil where there is no `patchbench.yaml`: then everything is named by its path.
    private let plan: Plan?
    private let folder: URL

    public init(plan: Plan?, folder: URL) {
        self.plan = plan
        self.folder = folder
    }

    /// A series of the plan, or files, a folder, or a range of commits.
    /// - Throws: `InputError.unknownSeries`; what reading the series throws.
    public func series(_ word: String) throws -> Series {
        if let known = plan?.series.first(where: { $0.name == word }) { return try load(known) }
        guard word.contains("..") || path(word).exists else {
            throw InputError.unknownSeries(word, known: plan?.series.map(\.name) ?? [])
        }
        return try load(PatchesSource(named: [word], in: folder), name: word, strip: 1)
    }

    /// A patch's file, a patch of the default series, or `SERIES:PATCH`.
    /// - Throws: what `series` throws; `StepError.notAPatch` for the base.
    public func patch(_ word: String, in defaultSeries: String?) throws -> Patch {
        let file = path(word)
        if file.exists, !file.isFolder {
            let series = try load(.files([file]), name: word, strip: 1)
            guard series.patches.count == 1 else {
                let location = SourceLocation(file: file.path, line: 1)
                throw PatchError.malformed(location, .source(.severalMessages(series.patches.count)))
            }
            return series.patches[0]
        }
        guard let plan else { throw InputError.noSource(file) }
        var (name, patch) = (defaultSeries, word)
        if let colon = word.firstIndex(of: ":"), plan.series.contains(where: { $0.name == word[..<colon] }) {
            (name, patch) = (String(word[..<colon]), String(word[word.index(after: colon)...]))
        }
        let series = try load(plan.series(named: name))
        guard let found = series.patch(of: try series.stage(named: patch)) else { throw StepError.notAPatch }
        return found
    }

    private func path(_ word: String) -> URL { URL(filePath: word, relativeTo: folder).standardizedFileURL }

    private func load(_ plan: SeriesPlan) throws -> Series {
        try withRepository { try LoadedSeries(plan, repository: $0).series }
    }

    private func load(_ source: PatchesSource, name: String, strip: Int) throws -> Series {
        try withRepository { try LoadedSeries(source, name: name, strip: strip, repository: $0).series }
    }

    /// Commits are read through a repository: the plan's, or one that goes at the end.
    private func withRepository(_ body: (() throws -> Repository) throws -> Series) throws -> Series {
        var scratch: Scratch?
        defer { withExtendedLifetime(scratch) {} }
        return try body {
            if let plan { return try Repository.openOrCreate(at: plan.repository.path) }
            let temporary = try Scratch(temporary: FileManager.default.temporaryDirectory.path)
            scratch = temporary
            return try Repository.openOrCreate(at: temporary.folder.path + "/repository.git", isTemporary: true)
        }
    }
}
