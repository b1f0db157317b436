import Foundation
import GitStore
import PatchModel

/// A series as it was read, with what stands around its patches.
package struct LoadedSeries {
    package let series: Series
    /// Subject and text of `[PATCH 0/n]`.
    package var coverLetter: PatchHeader?
    /// The patches that a mail of the -mm tree lists as pending there.
    package var pending: [PatchName] = []
    /// What was left out, and why.
    package var notes: [SourceNote] = []

    /// What the patches stand on where they are commits.
    package private(set) var start: SeriesStart?

    /// Names of the files that are patch files, and not mails.
    private var patchFiles: Set<String> = []

    /// Whether the patch's text is a patch file that quilt can read as it stands.
    package func isPatchFile(_ patch: Patch) -> Bool {
        patchFiles.contains(patch.source.file) && patch.source.text.suffix(patch.source.diff.count) == patch.source.diff
    }

    /// The pending patches that the series does not have.
    package var missing: [PatchName] {
        let names = Set(series.patches.map(\.name))
        return pending.filter { !names.contains($0) }
    }

    /// - Parameters:
    ///   - strip: leading components of the paths that go, where no quilt series says it.
    ///   - allowed: what is refused unless it is allowed by name.
    ///   - limits: how much files may hold altogether.
    ///   - repository: is asked for where the patches are commits: it comes to share their repository's objects.
    /// - Throws: `InputError`, `PatchError` with file and line, `GitStoreError`; `CancellationError` where the task is
    ///   cancelled.
    package init(
        _ source: PatchesSource, name: String, strip: Int, allowed: PatchPolicy = [],
        limits: SeriesLimits = SeriesLimits(), repository: () throws -> Repository
    ) throws {
        switch source {
        case .files(let places):
            let files = try SourceFiles(places, allowing: allowed).files
            guard !files.isEmpty else {
                throw PatchError.malformed(SourceLocation(file: places[0].path, line: 1), .source(.noPatch))
            }
            let isEmptySeries = files.count == 1 && files[0].kind == .quiltSeries
            let imported = isEmptySeries ? nil : try Self.read(files, strip, allowed, limits)
            series = try Series(name: name, patches: imported?.patches ?? [])
            coverLetter = imported?.coverLetter
            pending = imported?.pending ?? []
            notes = imported?.notes ?? []
            patchFiles = Self.patchFiles(files)
            try readNotes(beside: source)
        case .commits(let commits):
            let loaded = try repository().patches(of: commits, allowing: allowed)
            series = try Series(name: name, patches: loaded.patches)
            start = loaded.start
        }
        notes += series.patches.flatMap { $0.hiddenText(allowing: allowed) } + series.alikeNames(allowing: allowed)
    }

    private static func read(
        _ files: [SourceFile], _ strip: Int, _ allowed: PatchPolicy, _ limits: SeriesLimits
    ) throws -> ImportedSeries {
        do {
            return try ImportedSeries(reading: files, strip: strip, allowing: allowed, limits: limits)
        } catch PatchError.interrupted {
            throw CancellationError()
        }
    }

    /// The series of a plan.
    package init(_ plan: SeriesPlan, repository: () throws -> Repository) throws {
        try self.init(
            plan.patches, name: plan.name, strip: plan.strip, allowed: plan.allowed, limits: plan.sizes,
            repository: repository)
    }

    /// Those that a quilt series names, and diffs.
    private static func patchFiles(_ files: [SourceFile]) -> Set<String> {
        let isQuilt = files.contains { $0.kind == .quiltSeries }
        return Set(files.filter { isQuilt || $0.kind == .diff }.map(\.name))
    }

    /// What an import left beside a quilt series.
    private mutating func readNotes(beside source: PatchesSource) throws {
        guard let folder = source.quiltFolder else { return }
        let notes = SeriesNotes(folder: folder)
        coverLetter = coverLetter ?? notes.coverLetter
        if pending.isEmpty { pending = notes.pending }
    }
}
