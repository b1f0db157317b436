import Files
import Foundation
import GitStore
import PatchModel

/// A series as it was read before, in a file of the tool's repository: what lists show of each patch, and where the
/// patch stands, so that it is read again only when more of it is asked for.
///
/// It counts as long as all that the series was read from is as it was: files by what stat(2) says, commits by their
/// ids. A patch that is read again is checked by its content's id.
struct SeriesIndex: Sendable {
    private let file: KeptFile
    private let key: String

    /// - Parameters:
    ///   - folder: of the tool's repository.
    ///   - key: all that what is read depends on, but for the files.
    init(in folder: String, series: String, key: [String]) {
        file = KeptFile(folder + "/" + KeptFile.name(of: "series", series: series))
        self.key = (["3"] + key).joined(separator: "\n")
    }

    /// Nil where there is none, or something changed.
    /// - Parameter reread: reads all patches from where they came from.
    func load(reread: @escaping @Sendable () throws -> [Patch]) -> (KeptSeries, SeriesIndexHead)? {
        guard let content = file.read(key: key) else { return nil }
        var reader = KeptReader(content.bytes, at: content.body)
        guard FileStamps.hold(in: &reader, since: content.written),
            let head = try? JSONDecoder().decode(SeriesIndexHead.self, from: Data(reader.text())), !reader.isBroken
        else { return nil }
        let kept = KeptSeries(head.policy, content.bytes, at: reader.place, reread)
        return kept.isBroken ? nil : (kept, head)
    }

    /// Whether nothing changed since it was written.
    func isCurrent() -> Bool {
        guard let content = file.read(key: key) else { return false }
        var reader = KeptReader(content.bytes, at: content.body)
        return FileStamps.hold(in: &reader, since: content.written)
    }

    /// Writes down a series.
    ///
    /// - Parameters:
    ///   - records: of its patches.
    ///   - stamps: of the files, from before they were read.
    /// - Returns: the id of what the patches are; nil where nothing was written.
    func save(_ records: [UInt8], _ head: SeriesIndexHead, _ stamps: FileStamps) -> String? {
        guard let id = try? Repository.blobID(of: records).description,
            let text = try? JSONEncoder().encode(head.with(content: id))
        else { return nil }
        var writer = KeptWriter(capacity: records.count)
        stamps.put(&writer)
        writer.put(text)
        writer.put(raw: records)
        // Where it cannot be written, as in a project of somebody else's, the series is read again.
        guard (try? file.write(writer.bytes, key: key)) != nil else { return nil }
        return id
    }
}

/// What stands around the patches.
struct SeriesIndexHead: Codable {
    var coverLetter: PatchHeader?
    var pending: [PatchName] = []
    var notes: [SourceNote] = []
    var start: Start?
    /// What was allowed when the patches were read.
    var allowed: Int
    /// The files that are patch files, and not mails; nil for all.
    var patchFiles: [String]?
    /// The id of the file `series`.
    var list: String?
    /// What the patches are.
    var content = ""

    /// The ids as text.
    struct Start: Codable {
        var commit: String?
        var subject: String
        var tree: String?

        init(_ start: SeriesStart) {
            commit = start.commit?.description
            subject = start.subject
            tree = start.tree?.description
        }

        var start: SeriesStart {
            SeriesStart(
                commit: commit.flatMap { ObjectID(hex: $0) }, subject: subject, tree: tree.flatMap { ObjectID(hex: $0) }
            )
        }
    }

    var policy: PatchPolicy { PatchPolicy(rawValue: allowed) }

    func with(content: String) -> Self {
        var head = self
        head.content = content
        return head
    }
}

/// Where a patch can be read again, alone.
enum KeptPlace: Sendable {
    case file(PatchPlace)
    /// The diff of a commit, in a file of the tool's.
    case diff(file: String, range: Range<Int>)

    var file: String {
        switch self {
        case .file(let place): place.file
        case .diff(let file, _): file
        }
    }

    var range: Range<Int> {
        switch self {
        case .file(let place): place.range
        case .diff(_, let range): range
        }
    }
}
