import CLibgit2
import Files
import Glibc
import PatchModel

/// Which commit each patch made of which parent, kept from one time to the next in a file of the repository.
///
/// One line a stage: key, commit, tree, then for every displaced hunk `section:hunk:line:offset:fuzz`. What the file
/// does not know is made again, to the same ids, so that losing it costs time only.
struct StageCache {
    /// The file, and the repository that it is in.
    private let name: String
    private let folder: String
    private var known: [String: Record] = [:]
    /// The keys in the file's order.
    private var order: [String] = []
    /// What this time's stages are, in their order: what the file will hold.
    private var used: [(key: String, record: Record)] = []
    private let savedText: String

    private struct Record {
        let commit: ObjectID
        let tree: ObjectID
        let displacements: [String]
    }

    init(repository: Repository, series: String) {
        (name, folder) = (KeptFile.name(of: "stages", series: series), repository.path)
        savedText = Self.text(of: DiskPath(folder + name))
        for line in savedText.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 3, let commit = ObjectID(hex: words[1]), let tree = ObjectID(hex: words[2]) else {
                continue
            }
            order.append(words[0])
            known[words[0]] = Record(commit: commit, tree: tree, displacements: Array(words.dropFirst(3)))
        }
    }

    private static func text(of path: DiskPath) -> String {
        FileStatus(path).flatMap { try? Disk.read(path, $0) }.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Changes with anything that the stage's commit depends on.
    static func key(of patch: Patch, after parent: ObjectID, _ options: ApplyOptions) throws(GitStoreError) -> String {
        // What a whole commit changes is known without its text.
        if let commit = patch.commit, let trees = commit.trees, let words = patch.header.original {
            let date = patch.header.date
            let head = "5 \(parent) \(options.text) \(commit.id) \(trees.before ?? "-") \(trees.after) \(patch.name) "
            let rest = "\(date?.seconds ?? 0) \(date?.zoneMinutes ?? 0) \(words.charset ?? "-")\n"
            let texts = [words.name, words.email, words.message].joined(separator: [0])
            return try Repository.blobID(of: Array((head + rest).utf8) + texts).description
        }
        let source = patch.source
        let commit = patch.commit?.id ?? "-"
        let options = options.limited(fuzz: source.fuzzLimit).text
        let head = "4 \(parent) \(source.strip) \(source.isReversed) \(options) \(commit) \(patch.name)\n"
        return try Repository.blobID(of: Array(head.utf8) + source.text).description
    }

    /// The stage made at an earlier time; nil when there is none.
    mutating func stage(for key: String, number: StageID, patch: Patch) -> Stage? {
        guard let record = known[key] else { return nil }
        let displacements = record.displacements.compactMap { Displacement(field: $0, in: patch) }
        guard displacements.count == record.displacements.count else { return nil }
        used.append((key, record))
        return Stage(
            number: number, commit: record.commit, tree: record.tree, isReused: true, displacements: displacements)
    }

    mutating func add(_ stage: Stage, for key: String) {
        let displacements = stage.displacements.map { $0.field }
        used.append((key, Record(commit: stage.commit, tree: stage.tree, displacements: displacements)))
    }

    /// Whether this time's stages are those that the file begins with, in its order.
    var isAsSaved: Bool { order.starts(with: used.lazy.map(\.key)) }

    /// Writes this time's stages, and as many again of earlier ones, so that going back to an earlier form of the
    /// series finds them.
    func save() throws(GitStoreError) {
        if isAsSaved { return }
        var lines = used.map { key, record in
            ([key, "\(record.commit)", "\(record.tree)"] + record.displacements).joined(separator: " ")
        }
        let keys = Set(used.map(\.key))
        let older = savedText.split(separator: "\n").filter { !keys.contains(String($0.prefix { $0 != " " })) }
        lines += older.prefix(max(1000, used.count)).map(String.init)
        try Disk.write(lines.map { $0 + "\n" }.joined(), to: name, in: folder)
    }
}

extension Displacement {
    fileprivate var field: String {
        "\(section):\(placement.hunk):\(placement.line):\(placement.offset):\(placement.fuzz)"
    }

    fileprivate init?(field: String, in patch: Patch) {
        let numbers = field.split(separator: ":").compactMap { Int($0) }
        guard numbers.count == 5, patch.changes.indices.contains(numbers[0]) else { return nil }
        section = numbers[0]
        path = patch.changes[numbers[0]].path
        placement = HunkPlacement(hunk: numbers[1], line: numbers[2], offset: numbers[3], fuzz: numbers[4])
    }
}

extension ApplyOptions {
    /// All of them, in one order.
    var text: String { "\(fuzz) \(removesEmptyFiles) \(adaptsLineEnds)" }
}
