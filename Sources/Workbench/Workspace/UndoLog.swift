import Files
import Foundation
import Input
import PatchModel

/// A file of a series' folder and what it is to hold; nil takes it away.
struct SeriesFileEdit {
    let name: String
    let bytes: [UInt8]?
}

/// The last changes of a series' files, so that each can be taken back byte for byte.
///
/// A folder a change, numbered: what it is called and which files it changed, their bytes before and after. While the
/// file `pending` is in it the change is not finished, and whoever opens the series next takes it back.
struct UndoLog {
    /// How many changes are kept.
    private static let levels = 100

    let folder: URL
    /// The folder of the series, as the plan says: nothing else is written, but the plan.
    let series: URL?
    let plan: URL

    /// What the plan's file is called among the files of a change; no file of a series can be.
    static let planName = "/plan"

    struct Entry: Codable {
        /// The command that made the change.
        let title: String
        /// The folder of the series.
        let series: URL
        let files: [File]
        /// The stage that the work tree held, and how many patches were applied.
        let stage: Int
        let unfinished: String?
        /// The tree that the work tree showed, and whether it stayed as it was, with its edits.
        let tree: String?
        let keepsWorkTree: Bool
        /// What the change made of these.
        var stageAfter: Int?
        var treeAfter: String?

        var changesPlan: Bool { files.contains { $0.name == UndoLog.planName } }
    }

    struct File: Codable {
        let name: String
        let before: Data?
        let after: Data?
    }

    init(_ layout: SeriesLayout, _ plan: Plan, _ seriesPlan: SeriesPlan) {
        folder = layout.undo
        series = seriesPlan.patches.quiltFolder
        self.plan = plan.file
    }

    private var numbers: [Int] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).compactMap { Int($0) }.sorted()
    }

    private func place(_ number: Int) -> URL { folder.appending(path: "\(number)", directoryHint: .isDirectory) }

    private func pending(_ number: Int) -> URL {
        place(number).appending(path: "pending", directoryHint: .notDirectory)
    }

    private func record(_ number: Int) -> URL {
        place(number).appending(path: "change.json", directoryHint: .notDirectory)
    }

    /// The last change; nil when there is none.
    var last: Entry? { numbers.last.flatMap(read) }

    private func read(_ number: Int) -> Entry? {
        (try? Data(contentsOf: record(number))).flatMap { try? JSONDecoder().decode(Entry.self, from: $0) }
    }

    /// Records a change and makes it; it stays unfinished until `finish`.
    func begin(_ entry: Entry) throws {
        let number = (numbers.last ?? 0) + 1
        try Folder.making(folder.path).appear(Array(String(number).utf8)) { new in
            let writer = try FileWriter(new, isSafe: true)
            try writer.write(JSONEncoder().encode(entry), to: "change.json".utf8)
            try writer.write([], to: "pending".utf8)
        }
        for file in entry.files { try write(file.after, to: file, of: entry) }
    }

    /// The last change is done; nothing takes it back but `undo`.
    func finish(stage: Int, tree: String?) throws {
        guard let number = numbers.last, var entry = read(number) else { return }
        (entry.stageAfter, entry.treeAfter) = (stage, tree)
        try FileWriter.put(JSONEncoder().encode(entry), at: record(number).path, isSafe: true)
        try FileManager.default.removeItem(at: pending(number))
        for old in numbers.dropLast(Self.levels) { try FileManager.default.removeItem(at: place(old)) }
    }

    /// The files as the last change left them again: an undo that could not go on.
    func redo() throws {
        guard let number = numbers.last, let entry = read(number) else { return }
        for file in entry.files { try write(file.after, to: file, of: entry) }
        try? FileManager.default.removeItem(at: pending(number))
    }

    /// Takes the files of the last change back; the change stays until `forget`.
    /// - Throws: `EditError.changedSince`, where a file is not as the change left it.
    func takeBack() throws {
        guard let number = numbers.last, let entry = read(number) else { return }
        for file in entry.files {
            let url = try url(of: file, in: entry)
            guard (try? Data(contentsOf: url)) == file.after else {
                throw EditError.changedSince(url, change: entry.title)
            }
        }
        try FileWriter.put([], at: pending(number).path, isSafe: true)
        for file in entry.files { try write(file.before, to: file, of: entry) }
    }

    func forget() throws {
        if let number = numbers.last { try FileManager.default.removeItem(at: place(number)) }
    }

    var hasUnfinished: Bool { numbers.last.map { FileManager.default.fileExists(atPath: pending($0).path) } ?? false }

    /// Takes back a change that was cut off.
    func recover() throws {
        guard hasUnfinished, let number = numbers.last else { return }
        if let entry = read(number) {
            for file in entry.files { try write(file.before, to: file, of: entry) }
        }
        try forget()
    }

    /// - Throws: `InputError.notOurs`, where the record names a file outside the series' folder.
    private func url(of file: File, in entry: Entry) throws -> URL {
        if file.name == Self.planName { return plan }
        let isInside = (try? TreePath(Array(file.name.utf8))) != nil
        guard let series, isInside,
            entry.series.resolvingSymlinksInPath().path == series.resolvingSymlinksInPath().path
        else {
            let place = numbers.last.map(record) ?? folder
            throw InputError.notOurs(place, .leadsOutside(entry.series.appending(path: file.name).path))
        }
        return series.appending(path: file.name, directoryHint: .notDirectory)
    }

    private func write(_ data: Data?, to file: File, of entry: Entry) throws {
        let url = try url(of: file, in: entry)
        if let data {
            try NamedFile(url.path).replace(with: data)
        } else if FileManager.default.fileExists(atPath: url.path) {
            try FileManager.default.removeItem(at: url)
        }
    }
}
