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
    /// Where nothing else was found: the commits that are the series.
    package let topic: Topic?

    /// Whether stages are made of the folder as it stands, and not of a commit.
    public let takesFolder: Bool

    /// Looks at a folder.
    /// - Parameter hasTool: Whether there is a program of that name.
    /// - Throws: `WorkbenchError.outputTaken` where there is a plan; `.appliedByQuilt`.
    public init(in directory: URL, hasTool: (String) -> Bool) throws {
        let folder = directory.standardizedFileURL
        file = folder.appending(path: Plan.fileName, directoryHint: .notDirectory)
        guard !file.exists else { throw WorkbenchError.outputTaken(file) }
        let user = Self.repository(at: folder)
        let head = try? user?.revision("HEAD")
        buildSystem = try Self.buildSystem(in: folder, hasTool: hasTool)
        takesFolder = head == nil
        let base: BaseSource = takesFolder ? .folder(folder) : .revision("HEAD", repository: folder)
        var entries = SeriesScan(in: folder).found.map { found in
            SeriesEntry(name: found.name, base: base, patches: folder.appending(path: found.path), directory: folder)
        }
        topic = entries.isEmpty ? try user?.topic() : nil
        if let topic {
            entries = [
                SeriesEntry(
                    name: SeriesScan.name(for: folder.lastPathComponent), range: topic.range, directory: folder)
            ]
        }
        self.entries = entries
        if takesFolder { try Self.checkQuilt(in: folder) }
    }

    /// Writes the plan; with series, the text is one, or it is not written.
    public func write(_ text: String) throws {
        if !entries.isEmpty { _ = try PlanReader(file: file).read(text: text) }
        try NamedFile(file.path).replace(with: text.utf8)
    }

    /// How the project in a folder is built; in a git repository, the commit that is checked out.
    package static func buildSystem(in folder: URL, hasTool: (String) -> Bool) throws -> BuildSystem? {
        let user = repository(at: folder)
        let head = try? user?.revision("HEAD")
        let files = if let user, let head { try ProjectFiles(of: head, in: user) } else { ProjectFiles(in: folder) }
        return BuildSystem.find(in: files, hasTool: hasTool)
    }

    /// A folder to which quilt has applied patches is no base for them.
    /// - Throws: `WorkbenchError.appliedByQuilt`
    static func checkQuilt(in folder: URL) throws {
        let list = folder.appending(path: ".pc/applied-patches", directoryHint: .notDirectory)
        let applied = (try? String(contentsOf: list, encoding: .utf8))?.split(separator: "\n").count ?? 0
        if applied > 0 { throw WorkbenchError.appliedByQuilt(folder, count: applied) }
    }

    /// The commit that is checked out, where the folder is the top of a git repository's work tree.
    static func checkedOut(in folder: URL) -> ObjectID? { try? repository(at: folder)?.revision("HEAD").commit }

    /// Where the folder is the top of a git repository's work tree.
    private static func repository(at folder: URL) -> UserRepository? {
        guard let user = try? UserRepository(holding: folder.path), let top = user.workTree,
            URL(filePath: top).resolvingSymlinksInPath().path == folder.resolvingSymlinksInPath().path
        else { return nil }
        return user
    }
}
