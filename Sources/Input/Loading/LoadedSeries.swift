import Files
import Foundation
import GitStore
import PatchModel

/// A series as it was read, with what stands around its patches.
package struct LoadedSeries {
    package internal(set) var series: Series
    /// Subject and text of `[PATCH 0/n]`.
    package var coverLetter: PatchHeader?
    /// The patches that a mail of the -mm tree lists as pending there.
    package var pending: [PatchName] = []
    /// What was left out, and why.
    package var notes: [SourceNote] = []

    /// What the patches stand on where they are commits.
    package private(set) var start: SeriesStart?

    /// Names of the files that are patch files, and not mails; nil for all.
    private(set) var patchFiles: Set<String>? = []
    /// The id of the file `series`, where there is one.
    private(set) var list: String?
    /// Where each patch can be read again by itself; nil where that is not so.
    private(set) var places: [KeptPlace]?
    /// The files that were read, as they were before.
    private(set) var stamps = FileStamps()

    /// Whether the patch's text is a patch file that quilt can read as it stands.
    package func isPatchFile(_ patch: Patch) -> Bool {
        patchFiles?.contains(patch.source.file) ?? true
            && patch.source.text.suffix(patch.source.diff.count) == patch.source.diff
    }

    /// The pending patches that the series does not have.
    package var missing: [PatchName] {
        let names = Set(series.patches.map(\.name))
        return pending.filter { !names.contains($0) }
    }

    /// Equal for equal files of a quilt folder alone; nil where that is not known.
    package var digest: String? {
        guard let list, let content = series.content else { return nil }
        return "\(content) \(list)"
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
            let sources = try SourceFiles(places, allowing: allowed)
            let files = sources.files
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
            stamps = sources.stamps
            list = files[0].kind == .quiltSeries ? try Repository.blobID(of: files[0].bytes).description : nil
            self.places = PatchPlace.places(of: series.patches, in: files, allowing: allowed)?.map(KeptPlace.file)
            readNotes(beside: source)
        case .commits(let commits):
            let loaded = try repository().patches(of: commits, allowing: allowed)
            series = try Series(name: name, patches: loaded.patches)
            start = loaded.start
            places = loaded.places
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

    /// One without patches, for stages that were made elsewhere.
    package init(empty name: String) throws(PatchError) { series = try Series(name: name, patches: []) }

    /// The series of a plan.
    package init(_ plan: SeriesPlan, repository: () throws -> Repository) throws {
        try self.init(
            plan.patches, name: plan.name, strip: plan.strip, allowed: plan.allowed, limits: plan.sizes,
            repository: repository)
    }

    /// One that was read before.
    init(name: String, _ kept: KeptSeries, _ head: SeriesIndexHead) throws(PatchError) {
        series = try Series(name: name, patches: kept.patches, content: head.content)
        (coverLetter, pending, notes, start) = (head.coverLetter, head.pending, head.notes, head.start?.start)
        patchFiles = head.patchFiles.map { Set($0) }
        list = head.list
    }

    /// Those that a quilt series names, and diffs.
    private static func patchFiles(_ files: [SourceFile]) -> Set<String>? {
        let isQuilt = files.contains { $0.kind == .quiltSeries }
        return isQuilt ? nil : Set(files.filter { $0.kind == .diff }.map(\.name))
    }

    /// What an import left beside a quilt series.
    private mutating func readNotes(beside source: PatchesSource) {
        guard let folder = source.quiltFolder else { return }
        for file in SeriesNotes.files(in: folder) { stamps.take(file.path) }
        let notes = SeriesNotes(folder: folder)
        coverLetter = coverLetter ?? notes.coverLetter
        if pending.isEmpty { pending = notes.pending }
    }
}
