import Foundation
import GitStore
import Input
import Machine

/// Makes a first plan for a project: what is found there, every line explained.
public struct ProjectInit: Sendable {
    /// The plan's file.
    public let file: URL
    /// What tells how the project is built: `Makefile`, `Package.swift` and the like.
    public let buildFile: String?
    /// The names of the series that were found.
    public let series: [String]

    /// Looks at a folder and writes `patchbench.yaml` there.
    /// - Throws: `WorkbenchError.outputTaken` where there is one.
    public init(in directory: URL) throws {
        let folder = directory.standardizedFileURL
        file = folder.appending(path: Plan.fileName, directoryHint: .notDirectory)
        guard !file.exists else { throw WorkbenchError.outputTaken(file) }
        let buildSystem = BuildSystem.find(in: folder)
        let found = SeriesScan(in: folder).found
        let base: BaseSource =
            Self.checkedOut(in: folder) == nil ? .folder(folder) : .revision("HEAD", repository: folder)
        let entries = found.map { found in
            SeriesEntry(name: found.name, base: base, patches: folder.appending(path: found.path), directory: folder)
        }
        let text = PlanTemplate(series: entries, buildSystem: buildSystem).text
        // With series, the text is a plan, or it is not written.
        if !entries.isEmpty { _ = try PlanReader(file: file).read(text: text) }
        try Data(text.utf8).write(to: file, options: .atomic)
        buildFile = buildSystem?.file
        series = found.map(\.name)
    }

    /// The commit that is checked out, where the folder is the top of a git repository's work tree.
    static func checkedOut(in folder: URL) -> ObjectID? {
        guard let user = try? UserRepository(holding: folder.path), let top = user.workTree,
            URL(filePath: top).resolvingSymlinksInPath().path == folder.resolvingSymlinksInPath().path
        else { return nil }
        return try? user.revision("HEAD").commit
    }
}
