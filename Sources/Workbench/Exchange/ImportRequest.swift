import Foundation
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
        let base = try base ?? file.firstBase ?? defaultBase(in: file.directory)
        let writer = QuiltWriter(loaded: loaded)
        try FolderWriter.replace(folder) { try writer.write(to: $0) }
        do {
            try file.add(
                SeriesEntry(
                    name: name, base: base, patches: folder, directory: file.directory, allowances: allowed.words))
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
        return ImportReport(
            series: name, folder: folder, plan: file.file, patches: loaded.series.patches.map(\.name),
            surroundings: Surroundings(loaded))
    }

    private func load(name: String) throws -> LoadedSeries {
        let store = ApplyStore(base: nil, cache: nil)
        return try LoadedSeries(
            patches, name: name, strip: strip, allowed: allowed, repository: { try store.repository() })
    }

    private func defaultBase(in directory: URL) throws -> BaseSource {
        if case .range(let range, let repository) = patches, let start = range.ranges(of: "..").first {
            return .revision(String(range[..<start.lowerBound]), repository: repository)
        }
        guard let head = ProjectInit.checkedOut(in: directory) else { return .folder(directory) }
        return .revision(head.description, repository: directory)
    }

    /// The source's name, with `-` for what a series' name cannot have.
    private static func name(for source: PatchesSource) -> String {
        let text =
            switch source {
            case .range(let range, _): range.replacing("..", with: "-")
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
