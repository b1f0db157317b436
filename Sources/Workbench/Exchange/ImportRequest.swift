import Foundation
import GitStore
import Input
import PatchModel

/// A series of any form that is to become a quilt series of this project, with an entry in its plan.
public struct ImportRequest: Sendable {
    public var patches: PatchesSource
    /// The series' name; by default made of the source's.
    public var name: String?
    /// By default that of the plan's first series; without one the start of the range, or the project as it is.
    public var base: BaseSource?
    public var strip = 1
    public var allowed: PatchPolicy = []
    /// How much the files may hold altogether.
    public var limits = SeriesLimits()
    /// For a plan without a series: what it says of building, testing and measuring the project in a folder, in lines.
    public var commands: @Sendable (URL) throws -> [String] = { _ in [] }

    public init(patches: PatchesSource) { self.patches = patches }

    /// Writes `patches/NAME/` and the entry; both or neither.
    ///
    /// - Parameter directory: the plan is looked for from here upward; without one it is made here.
    /// - Throws: `WorkbenchError` (`.seriesExists`, `.outputTaken`, `.cannotExtend`, `.interrupted`), `PatchError`,
    ///   `GitStoreError`; nothing is written then.
    public func run(in directory: URL) throws -> ImportReport {
        var file = try PlanText(near: directory)
        let name = name ?? Self.name(for: patches)
        guard SeriesPlan.isName(name) else { throw WorkbenchError.badName(name) }
        guard !file.seriesNames.contains(name) else { throw WorkbenchError.seriesExists(name) }
        let folder = file.directory.appending(path: "patches/\(name)", directoryHint: .isDirectory)
        guard FolderWriter.isFree(folder) else { throw WorkbenchError.outputTaken(folder) }
        let loaded: LoadedSeries
        do { loaded = try load(name: name) } catch is CancellationError {
            throw WorkbenchError.interrupted(after: 0, of: nil)
        }
        let (base, baseName) = try pinned(base ?? defaultBase(of: file, loaded))
        let writer = QuiltWriter(loaded: loaded)
        try FolderWriter.replace(folder) { try writer.write(to: $0) }
        do {
            var entry = SeriesEntry(
                name: name, base: base, patches: folder, directory: file.directory, allowances: allowed.words)
            entry.limits = limits
            entry.baseName = baseName ?? startName(of: base, loaded)
            entry.commands = try file.commandLines(onBase: base) ?? commands(file.directory)
            try file.add(entry)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
        let names = loaded.series.patches.map(\.name)
        var surroundings = Surroundings(loaded)
        surroundings.baseNotes += [base.quiltNote(applying: names)].compactMap(\.self)
        return ImportReport(
            series: name, folder: folder, plan: file.file, patches: names, surroundings: surroundings)
    }

    private func load(name: String) throws -> LoadedSeries {
        let store = ApplyStore(base: nil, cache: nil)
        return try LoadedSeries(
            patches, name: name, strip: strip, allowed: allowed, limits: limits,
            repository: { try store.repository() })
    }

    /// A name may move on, so that what it names now is written.
    private func pinned(_ base: BaseSource) throws -> (base: BaseSource, name: String?) {
        guard case .revision(let name, let folder) = base else { return (base, nil) }
        let revision = try UserRepository(holding: folder.path).revision(name)
        let id = (revision.commit ?? revision.tree).description
        return (.revision(id, repository: folder), id == name ? nil : name)
    }

    /// How the range calls what it stands on.
    private func startName(of base: BaseSource, _ loaded: LoadedSeries) -> String? {
        guard case .commits(let commits) = patches, case .revision(let id, _) = base,
            id == loaded.start?.commit?.description
        else { return nil }
        return "what \(commits.ranges[0]) stands on"
    }

    /// What commits stand on; else what the plan's first series does, or the project as it is.
    private func defaultBase(of plan: PlanText, _ loaded: LoadedSeries) throws -> BaseSource {
        if case .commits(let commits) = patches, let start = loaded.start?.commit {
            return .revision(start.description, repository: commits.repository)
        }
        if let first = plan.firstBase, first.isNamed { return first }
        guard let head = ProjectInit.checkedOut(in: plan.directory) else {
            try ProjectInit.checkQuilt(in: plan.directory)
            return .folder(plan.directory)
        }
        return .revision(head.description, repository: plan.directory)
    }

    /// The source's name, with `-` for what a series' name cannot have.
    private static func name(for source: PatchesSource) -> String {
        let text =
            switch source {
            case .commits(let commits): commits.ranges[0].replacing("..", with: "-")
            case .files(let files): files[0].deletingPathExtension().lastPathComponent
            }
        let kept = text.map { SeriesPlan.isName("x\($0)x") ? $0 : "-" }
        let name = String(kept).drop { "-.".contains($0) }
        return name.isEmpty ? "imported" : String(name)
    }
}

/// What an import wrote.
public struct ImportReport: Sendable {
    public var series: String
    public var folder: URL
    /// The plan's file.
    public var plan: URL
    public var patches: [PatchName]
    public var surroundings: Surroundings
}
