import Files
import Foundation
import Input
import PatchModel

/// What older versions kept of their changes of a series' files: a folder a change, numbered, with the files'
/// bytes before and after. While the file `pending` is in it the change is not finished.
struct OlderUndoLog {
    let folder: URL
    /// The folder of the series, as the plan says: nothing else is written.
    let series: URL?

    struct Entry: Codable {
        /// The command that made the change.
        let title: String
        /// The folder of the series.
        let series: URL
        let files: [File]
    }

    struct File: Codable {
        let name: String
        let before: Data?
        let after: Data?
    }

    private var numbers: [Int] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).compactMap { Int($0) }.sorted()
    }

    private func place(_ number: Int, _ name: String) -> URL {
        folder.appending(path: "\(number)/\(name)", directoryHint: .notDirectory)
    }

    /// The changes that were made, in their order, since the last one that is not of this series' files.
    var entries: [Entry] {
        let decoder = JSONDecoder()
        let all = numbers.map { number in
            (try? Data(contentsOf: place(number, "change.json"))).flatMap { try? decoder.decode(Entry.self, from: $0) }
        }
        let start = all.lastIndex { entry in entry.map { !isOurs($0) } ?? true }.map { $0 + 1 } ?? 0
        return all[start...].compactMap(\.self)
    }

    private func isOurs(_ entry: Entry) -> Bool {
        let areInside = entry.files.allSatisfy { (try? TreePath($0.name)) != nil }
        return areInside && entry.series.resolvingSymlinksInPath().path == series?.resolvingSymlinksInPath().path
    }

    /// Takes back the last change, if it was cut off.
    func recover() throws {
        guard let number = numbers.last, place(number, "pending").exists else { return }
        let record = place(number, "change.json")
        if let entry = (try? Data(contentsOf: record)).flatMap({ try? JSONDecoder().decode(Entry.self, from: $0) }) {
            for file in entry.files { try write(file, of: entry, record) }
        }
        try FileManager.default.removeItem(at: folder.appending(path: "\(number)", directoryHint: .isDirectory))
    }

    /// - Throws: `InputError.notOurs`, where the record names a file outside the series' folder.
    private func write(_ file: File, of entry: Entry, _ record: URL) throws {
        guard let series, isOurs(entry) else {
            throw InputError.notOurs(record, .leadsOutside(entry.series.appending(path: file.name).path))
        }
        let url = series.appending(path: file.name, directoryHint: .notDirectory)
        if let data = file.before {
            try NamedFile(url.path).replace(with: data)
        } else if url.exists {
            try FileManager.default.removeItem(at: url)
        }
    }
}
