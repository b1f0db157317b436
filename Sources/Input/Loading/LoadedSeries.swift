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
    /// The patches as they are kept; nil where they cannot be read again one by one, and where nobody wants that.
    private(set) var records: KeptSeriesWriter?
    /// The files that were read, as they were before.
    private(set) var stamps = FileStamps()
    /// Where the series is kept, if it is.
    var index: SeriesIndex?

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

    /// What the files of a quilt folder are; nil where that is not known.
    package var digest: FilesDigest? {
        guard let list, let index, let content = series.content else { return nil }
        return FilesDigest(text: "\(content) \(list)", isCurrent: index.isCurrent)
    }

    /// - Parameters:
    ///   - strip: leading components of the paths that go, where no quilt series says it.
    ///   - allowed: what is refused unless it is allowed by name.
    ///   - limits: how much files may hold altogether.
    ///   - reread: reads the patches again, where they are to be kept; none is held then.
    ///   - repository: is asked for where the patches are commits: it comes to share their repository's objects.
    /// - Throws: `InputError`, `PatchError` with file and line, `GitStoreError`; `CancellationError` where the task is
    ///   cancelled.
    package init(
        _ source: PatchesSource, name: String, strip: Int, allowed: PatchPolicy = [],
        limits: SeriesLimits = SeriesLimits(), reread: (@Sendable () throws -> [Patch])? = nil,
        repository: () throws -> Repository
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
            if reread != nil { records = Self.records(of: series.patches, in: files, allowed) }
            readNotes(beside: source)
            notes += series.patches.flatMap { $0.hiddenText(allowing: allowed) }
        case .commits(let commits):
            var read = try CommitPatches(of: commits, in: repository(), allowing: allowed, keeps: reread != nil)
            if read.records?.isBroken == true {
                read = try CommitPatches(of: commits, in: repository(), allowing: allowed, keeps: false)
            }
            (start, notes, records) = (read.start, read.notes, read.records)
            series = try Series(name: name, patches: read.patches)
        }
        // From here on a patch is kept by its record, and what was just read of it goes when its stage is made.
        if let reread, let bytes = records?.bytes {
            let kept = KeptSeries(allowed, bytes, at: 0, reread)
            kept.take(series.patches)
            series = try Series(name: name, patches: kept.patches, keeper: kept)
        }
        notes += series.alikeNames(allowing: allowed)
    }

    private static func records(
        of patches: [Patch], in files: [SourceFile], _ allowed: PatchPolicy
    ) -> KeptSeriesWriter? {
        guard let places = PatchPlace.places(of: patches, in: files, allowing: allowed) else { return nil }
        let byName = Dictionary(files.map { ($0.name, $0.bytes) }) { first, _ in first }
        var records = KeptSeriesWriter()
        records.add(
            zip(patches, places).map { patch, place in
                PlacedPatch(patch: patch, place: .file(place), bytes: byName[place.file]?[place.range] ?? [])
            })
        return records.isBroken ? nil : records
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
    package init(
        _ plan: SeriesPlan, reread: (@Sendable () throws -> [Patch])? = nil, repository: () throws -> Repository
    ) throws {
        try self.init(
            plan.patches, name: plan.name, strip: plan.strip, allowed: plan.allowed, limits: plan.sizes,
            reread: reread, repository: repository)
    }

    /// One that was read before.
    init(name: String, _ kept: KeptSeries, _ head: SeriesIndexHead) throws(PatchError) {
        series = try Series(name: name, patches: kept.patches, content: head.content, keeper: kept)
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
