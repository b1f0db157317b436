import Files
import Foundation
import Machine
import PatchModel

/// The files that a series is read from, in the order in which they count.
struct SourceFiles {
    private(set) var files: [SourceFile] = []
    /// Of all that this depends on, from before it was read.
    private(set) var stamps = FileStamps()
    private let allowed: PatchPolicy

    /// Files, and the files of folders: of a quilt folder those that its series names, of a maildir its mails, of any
    /// other folder all that do not begin with a dot, by name.
    package init(_ places: [URL], allowing allowed: PatchPolicy) throws {
        self.allowed = allowed
        for place in places { try take(place) }
    }

    private mutating func take(_ place: URL) throws {
        guard place.exists else { throw InputError.noSource(place) }
        guard place.isFolder else { return try take(file: place) }
        let series = place.appending(path: "series", directoryHint: .notDirectory)
        if series.exists { return try take(file: series) }
        for folder in [place, place.appending(path: "cur"), place.appending(path: "new")] { stamps.take(folder.path) }
        let manager = FileManager.default
        let mails = Maildir.messages(
            try ["cur", "new"].flatMap { folder in
                let path = place.appending(path: folder, directoryHint: .isDirectory).path
                guard manager.fileExists(atPath: path) else { return [String]() }
                return try manager.contentsOfDirectory(atPath: path).map { folder + "/" + $0 }
            })
        let names = mails.isEmpty ? try manager.contentsOfDirectory(atPath: place.path).sorted() : mails
        for name in names where !name.hasPrefix(".") {
            let file = place.appending(path: name, directoryHint: .notDirectory)
            if !file.isFolder { files.append(try read(file)) }
        }
    }

    private mutating func take(file: URL) throws {
        let source = try read(file)
        files.append(source)
        guard source.kind == .quiltSeries else { return }
        for entry in try SeriesFile(reading: source.bytes, file: source.name, allowing: allowed).entries {
            let patch = file.deletingLastPathComponent().appending(path: entry.file, directoryHint: .notDirectory)
            guard patch.exists else {
                throw InputError.missingPatch(patch, series: file, line: entry.sourceLine)
            }
            files.append(try read(patch))
        }
    }

    private mutating func read(_ file: URL) throws -> SourceFile {
        try Task.checkCancellation()
        stamps.take(file.path)
        guard file.isRegularFile else { throw InputError.notAFile(file) }
        guard let data = try? Data(contentsOf: file) else { throw InputError.unreadable(file) }
        return SourceFile(name: file.path, bytes: Array(data))
    }
}
