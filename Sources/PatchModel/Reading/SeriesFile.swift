/// A quilt `series` file.
public struct SeriesFile: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        /// Path of the patch's file, relative to the folder of the series.
        public let file: String
        /// `-pN`
        public let strip: Int
        /// `-R`
        public let isReversed: Bool
        /// `-FN`: at most so many lines of context may differ, whatever else allows more; nil where it is not said.
        public let fuzzLimit: Int?
        /// 1-based line in the series file.
        public let sourceLine: Int

        public init(
            file: String, strip: Int = 1, isReversed: Bool = false, fuzzLimit: Int? = nil, sourceLine: Int = 0
        ) {
            self.file = file
            self.strip = strip
            self.isReversed = isReversed
            self.fuzzLimit = fuzzLimit
            self.sourceLine = sourceLine
        }
    }

    public let entries: [Entry]

    /// - Parameters:
    ///   - file: the series file's name, for errors.
    ///   - allowed: what is refused unless it is allowed by name.
    /// - Throws: `PatchError.malformed` for an option that would do something else than to apply the patch (quilt hands
    ///   every word to patch(1)), a path that leaves the folder, or a patch named twice.
    public init(reading bytes: [UInt8], file: String, allowing allowed: PatchPolicy = []) throws(PatchError) {
        var entries: [Entry] = []
        var seen: Set<String> = []
        var cursor = LineCursor(bytes[...])
        while let line = cursor.peek() {
            if let entry = try Self.entry(line, at: SourceLocation(file: file, line: cursor.lineNumber), allowed) {
                guard seen.insert(entry.file).inserted else {
                    throw .malformed(
                        SourceLocation(file: file, line: cursor.lineNumber), .duplicateSeriesEntry(entry.file))
                }
                entries.append(entry)
            }
            cursor.next()
        }
        self.entries = entries
    }

    /// The names of the patches: their paths without endings; with them where two would have one name.
    public var names: [PatchName] {
        let names = entries.map { PatchName(path: $0.file) }
        let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
        return zip(names, entries).map { counts[$0] == 1 ? $0 : PatchName($1.file) }
    }

    private static func entry(
        _ line: Bytes, at location: SourceLocation, _ allowed: PatchPolicy
    ) throws(PatchError) -> Entry? {
        let words = line.withoutLineEnd.split(whereSeparator: ASCII.isSpace).prefix { $0.first != UInt8(ascii: "#") }
        guard let file = words.first else { return nil }
        if file.first == UInt8(ascii: "-") {
            throw .malformed(location, .badSeriesOption(file.excerpt, .beforeName))
        }
        let path = simplified(file)
        do { _ = try TreePath(path, allowing: allowed) } catch {
            throw .malformed(location, .unsafePath(file.excerpt, error))
        }
        var options = SeriesOptions()
        do throws(SeriesOptionFailure) { try options.take(words.dropFirst()) } catch {
            throw .malformed(location, .badSeriesOption(error.word, error.problem))
        }
        return Entry(
            file: path.text, strip: options.strip, isReversed: options.isReversed, fuzzLimit: options.fuzzLimit,
            sourceLine: location.line)
    }

    /// A relative path without `.` and with one slash where there are several.
    private static func simplified(_ path: Bytes) -> Bytes {
        guard path.first != ASCII.slash else { return path }
        return path.split(separator: ASCII.slash).filter { !$0.equals(".") }.joined(separator: [ASCII.slash])
            .reduce(into: []) { $0.append($1) }[...]
    }
}
