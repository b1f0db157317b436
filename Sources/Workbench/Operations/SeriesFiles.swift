import Files
import Foundation
import GitStore
import Input
import PatchModel

/// The files of a quilt folder that are a series' own: the file `series`, the patches that it names, and those that it
/// named before.
struct SeriesFiles {
    /// The folder of the series, as the plan says: nothing else is written.
    let folder: URL
    let repository: Repository
    /// Where, beside the folder, a link may lead to: the project.
    let project: URL
    /// What is known of the files without another look at them; nothing once they are written to.
    let fresh: FreshFiles

    static let list = "series"
    /// What the plan is called among the files.
    private static let plan = try! TreePath(Plan.fileName)

    /// The tree of the files as they stand.
    ///
    /// - Parameters:
    ///   - known: of an earlier time.
    ///   - names: more files, which are to be written.
    func capture(known: ObjectID?, names: [String] = []) throws -> ObjectID {
        let paths = Set(([Self.list] + listed + names).compactMap { try? TreePath($0) })
        return try withPlan(known, names) { known in
            try repository.tree(of: paths.subtracting([Self.plan]), in: folder.path, known: known)
        }
    }

    /// The same of files of which nothing need be looked at, because they are as they were the last time.
    ///
    /// - Parameter digest: of the files.
    func capture(known: ObjectID?, digest: FilesDigest, series: String) throws -> ObjectID {
        let file = KeptFile(repository.path + "patchbench-captured-\(series)")
        let key = "2 \(digest.text) \(known?.description ?? "-")"
        if let content = file.read(key: key) {
            var reader = KeptReader(content.bytes, at: content.body)
            if let id = ObjectID(hex: reader.string()), repository.exists(id) { return id }
        }
        let tree = try capture(known: known)
        // Of files that the series does not name the digest says nothing, and others may have changed since.
        guard try repository.files(in: tree).count == listed.count + 1, digest.isCurrent() else { return tree }
        var writer = KeptWriter()
        writer.put(tree.description)
        try? file.write(writer.bytes, key: key)
        return tree
    }

    /// The patches that the file `series` names.
    private var listed: [String] {
        let file = folder.appending(path: Self.list, directoryHint: .notDirectory)
        let bytes = (try? Data(contentsOf: file)).map { Array($0) } ?? []
        let list = try? SeriesFile(reading: bytes, file: file.path, allowing: PatchPolicy(rawValue: .max))
        return list?.entries.map(\.file) ?? []
    }

    /// The plan is one of the files from when a change writes it on, wherever it stands.
    private func withPlan(
        _ known: ObjectID?, _ names: [String], _ capture: (ObjectID?) throws -> ObjectID
    ) throws -> ObjectID {
        let had = try known.map { try repository.file(Self.plan, in: $0) != nil } ?? false
        guard had || names.contains(Plan.fileName) else { return try capture(known) }
        let others = try known.map {
            had ? try repository.write([FileEdit(path: Self.plan, content: .removed)], to: $0) : $0
        }
        let tree = try capture(others)
        guard let bytes = try bytes(of: Self.plan) else { return tree }
        return try repository.write([FileEdit(path: Self.plan, content: .file(.regular, bytes))], to: tree)
    }

    /// Writes the files that differ between two trees as the second has them.
    ///
    /// - Throws: `EditError.changedSince` where one is not as the first has it, before any is written; nil writes all.
    /// - Parameters:
    ///   - names: no others are written; nil means all.
    ///   - title: of the operation that made the first.
    func write(from old: ObjectID, to new: ObjectID, only names: [String]? = nil, after title: String? = nil) throws {
        // A state from before the plan was one of the files says nothing of it.
        let steps = try repository.steps(from: old, to: new).filter { step in
            (step.path != Self.plan || step.new != nil) && names?.contains(step.path.description) ?? true
        }
        if let title {
            for step in steps where try bytes(of: step.path) != content(step.old) {
                throw EditError.changedSince(url(step.path), change: title)
            }
        }
        for step in steps { try write(content(step.new), to: step.path) }
    }

    private func content(_ file: TreeFile?) throws -> [UInt8]? { try file.map { try repository.content(of: $0) } }

    private func bytes(of path: TreePath) throws -> [UInt8]? {
        url(path).exists ? Array(try Data(contentsOf: url(path))) : nil
    }

    private func url(_ path: TreePath) -> URL {
        (path == Self.plan ? project : folder).appending(path: path.description, directoryHint: .notDirectory)
    }

    /// Puts bytes in a file's place; nil takes it away.
    /// - Throws: `InputError.notOurs`, where a link leads out of the project.
    func write(_ bytes: [UInt8]?, to path: TreePath) throws {
        fresh.digest = nil
        let url = url(path)
        guard let bytes else {
            try FileWriter(Folder(at: folder.path), isSafe: true).remove(path.bytes)
            return
        }
        let place = url.resolvingSymlinksInPath().path
        let roots = [folder, project].map { $0.resolvingSymlinksInPath().path + "/" }
        guard roots.contains(where: place.hasPrefix) else { throw InputError.notOurs(url, .leadsOutside(place)) }
        _ = try Folder.making(url.deletingLastPathComponent().path)
        try NamedFile(url.path).replace(with: bytes)
    }
}
