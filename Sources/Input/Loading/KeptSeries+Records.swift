import Files
import GitStore
import PatchModel

extension PatchSummary {
    init(_ reader: inout KeptReader) {
        let (files, insertions, deletions) = (reader.number(), reader.number(), reader.number())
        let subject = reader.string()
        let feature = reader.flag() ? FeatureFlag(reader.string()) : nil
        let commit = reader.flag() ? PatchCommit(&reader) : nil
        self.init(
            subject: subject, feature: feature, commit: commit, files: files, insertions: insertions,
            deletions: deletions)
    }

    func put(_ writer: inout KeptWriter) {
        for number in [files, insertions, deletions] { writer.put(number) }
        writer.put(subject)
        writer.put(feature != nil)
        if let feature { writer.put(feature.text) }
        writer.put(commit != nil)
        commit?.put(&writer)
    }
}

extension PatchFiles {
    init(_ reader: inout KeptReader) {
        let files = (0..<reader.number()).map { _ in Diffstat.File(&reader) }
        let touched = (0..<reader.number()).map { _ in reader.path() }
        self.init(diffstat: Diffstat(files: files), touched: touched.isEmpty ? Self.paths(of: files) : touched)
    }

    init(of patch: Patch) { self.init(diffstat: patch.diffstat, touched: patch.touchedPaths) }

    func put(_ writer: inout KeptWriter) {
        writer.put(diffstat.files.count)
        for file in diffstat.files { file.put(&writer) }
        // Most of the time they are the paths that were just put down.
        let others = touched == Self.paths(of: diffstat.files) ? [] : touched
        writer.put(others.count)
        for path in others { writer.put(path.bytes) }
    }

    private static func paths(of files: [Diffstat.File]) -> [TreePath] {
        files.contains { $0.oldPath != nil }
            ? Set(files.flatMap { [$0.oldPath, $0.path].compactMap(\.self) }).sorted() : files.map(\.path)
    }
}

extension KeptReader {
    fileprivate mutating func path() -> TreePath { TreePath(known: text()) }
    fileprivate mutating func optional() -> Int? { flag() ? Int(Int64(bitPattern: word())) : nil }
}

extension KeptWriter {
    fileprivate mutating func put(optional number: Int?) {
        put(number != nil)
        if let number { put(word: UInt64(bitPattern: Int64(number))) }
    }
}

extension Diffstat.File {
    fileprivate init(_ reader: inout KeptReader) {
        let path = reader.path()
        let oldPath = reader.flag() ? reader.path() : nil
        let change: Change =
            reader.flag()
            ? .binary(oldSize: reader.optional(), newSize: reader.optional())
            : .lines(insertions: reader.number(), deletions: reader.number())
        self.init(oldPath: oldPath, path: path, change: change)
    }

    fileprivate func put(_ writer: inout KeptWriter) {
        writer.put(path.bytes)
        writer.put(oldPath != nil)
        if let oldPath { writer.put(oldPath.bytes) }
        switch change {
        case .binary(let oldSize, let newSize):
            writer.put(true)
            writer.put(optional: oldSize)
            writer.put(optional: newSize)
        case .lines(let insertions, let deletions):
            writer.put(false)
            writer.put(insertions)
            writer.put(deletions)
        }
    }
}

extension PatchCommit {
    fileprivate init(_ reader: inout KeptReader) {
        let id = reader.string()
        let parents = (0..<reader.number()).map { _ in reader.string() }
        let brings = reader.number()
        var trees: Trees?
        if reader.flag() {
            let before = reader.flag() ? reader.string() : nil
            trees = Trees(before: before, after: reader.string())
        }
        self.init(id: id, parents: parents, brings: brings, trees: trees)
    }

    fileprivate func put(_ writer: inout KeptWriter) {
        writer.put(id)
        writer.put(parents.count)
        for parent in parents { writer.put(parent) }
        writer.put(brings)
        writer.put(trees != nil)
        guard let trees else { return }
        writer.put(trees.before != nil)
        if let before = trees.before { writer.put(before) }
        writer.put(trees.after)
    }
}

extension PatchHeader {
    /// As it was made of a commit.
    init(commitOf reader: inout KeptReader) {
        let (message, name, email) = (reader.text(), reader.text(), reader.text())
        let charset = reader.flag() ? reader.string() : nil
        let seconds = Int64(bitPattern: reader.word())
        let date = PatchDate(seconds: seconds, zoneMinutes: Int(Int64(bitPattern: reader.word())))
        self.init(CommitWords(message: message, charset: charset, name: name, email: email), date: date)
    }

    func putCommit(_ writer: inout KeptWriter) {
        for text in [original?.message, original?.name, original?.email] { writer.put(text ?? []) }
        writer.put(original?.charset != nil)
        if let charset = original?.charset { writer.put(charset) }
        writer.put(word: UInt64(bitPattern: date?.seconds ?? 0))
        writer.put(word: UInt64(bitPattern: Int64(date?.zoneMinutes ?? 0)))
    }
}

extension KeptPlace {
    init(_ reader: inout KeptReader) {
        let file = reader.string()
        let (start, count) = (Int(truncatingIfNeeded: reader.word()), reader.number())
        let range = max(0, start)..<(max(0, start) &+ count)
        switch reader.number() {
        case 0: self = .diff(file: file, range: range)
        case 1:
            let (strip, isReversed) = (reader.number(), reader.flag())
            let limit = reader.optional()
            self = .file(
                PatchPlace(
                    file: file, range: range, form: .quilt(strip: strip, isReversed: isReversed, fuzzLimit: limit)))
        default:
            let (strip, line) = (reader.number(), reader.number())
            self = .file(PatchPlace(file: file, range: range, form: .mail(strip: strip, line: line)))
        }
    }

    func put(_ writer: inout KeptWriter) {
        writer.put(file)
        writer.put(word: UInt64(range.lowerBound))
        writer.put(range.count)
        switch self {
        case .diff: writer.put(0)
        case .file(let place):
            switch place.form {
            case .quilt(let strip, let isReversed, let fuzzLimit):
                writer.put(1)
                writer.put(strip)
                writer.put(isReversed)
                writer.put(optional: fuzzLimit)
            case .mail(let strip, let line):
                writer.put(2)
                writer.put(strip)
                writer.put(line)
            }
        }
    }
}
