import Files
import Foundation
import GitStore
import Input
import Machine
import PatchModel

/// Looks at a project that has no plan yet, and writes its first one.
public struct ProjectInit: Sendable {
    /// The plan's file.
    public let file: URL
    /// How the project is built, where that was found.
    package let buildSystem: BuildSystem?
    /// What was found.
    package let entries: [SeriesEntry]

    /// What tells how the project is built: `Makefile`, `Package.swift` and the like.
    public var buildFile: String? { buildSystem?.file }
    /// The names of the series that were found.
    public var series: [String] { entries.map(\.name) }

    /// Whether stages are made of the folder as it stands, and not of a commit.
    public let takesFolder: Bool

    /// What quilt has applied of them in the folder, where stages are made of that.
    public var quiltNote: BaseNote? {
        entries.lazy.compactMap { entry in
            guard let folder = PatchesSource.files([entry.patches]).quiltFolder else { return nil }
            let series = folder.appending(path: "series", directoryHint: .notDirectory)
            let names = (try? Data(contentsOf: series)).flatMap {
                try? SeriesFile(reading: Array($0), file: series.path).names
            }
            return entry.base.quiltNote(applying: names ?? [])
        }.first
    }

    /// Looks at a folder.
    /// - Throws: `WorkbenchError.outputTaken` where there is a plan.
    public init(in directory: URL) throws {
        let folder = directory.standardizedFileURL
        file = folder.appending(path: Plan.fileName, directoryHint: .notDirectory)
        guard !file.exists else { throw WorkbenchError.outputTaken(file) }
        buildSystem = BuildSystem.find(in: folder)
        let base: BaseSource =
            Self.checkedOut(in: folder) == nil ? .folder(folder) : .revision("HEAD", repository: folder)
        if case .folder = base { takesFolder = true } else { takesFolder = false }
        entries = SeriesScan(in: folder).found.map { found in
            SeriesEntry(name: found.name, base: base, patches: folder.appending(path: found.path), directory: folder)
        }
    }

    /// Writes the plan; with series, the text is one, or it is not written.
    public func write(_ text: String) throws {
        if !entries.isEmpty { _ = try PlanReader(file: file).read(text: text) }
        try NamedFile(file.path).replace(with: text.utf8)
    }

    /// The commit that is checked out, where the folder is the top of a git repository's work tree.
    static func checkedOut(in folder: URL) -> ObjectID? {
        guard let user = try? UserRepository(holding: folder.path), let top = user.workTree,
            URL(filePath: top).resolvingSymlinksInPath().path == folder.resolvingSymlinksInPath().path
        else { return nil }
        return try? user.revision("HEAD").commit
    }
}
