/// A quilt `series` file.
public struct SeriesFile: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        /// Path of the patch's file, relative to the folder of the series.
        public let file: String
        /// `-pN`
        public let strip: Int
        /// `-R`
        public let isReversed: Bool
        /// 1-based line in the series file.
        public let sourceLine: Int

        public init(file: String, strip: Int = 1, isReversed: Bool = false, sourceLine: Int = 0) {
            self.file = file
            self.strip = strip
            self.isReversed = isReversed
            self.sourceLine = sourceLine
        }
    }

    public let entries: [Entry]

    /// - Parameters:
    ///   - file: the series file's name, for errors.
    ///   - allowed: what is refused unless it is allowed by name.
    /// - Throws: `PatchError.malformed` for an option other than `-pN` (up to 99) and `-R`, a path that leaves the
    ///   folder, or a patch named twice. quilt would hand any other word to patch(1).
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

    private static func entry(
        _ line: Bytes, at location: SourceLocation, _ allowed: PatchPolicy
    ) throws(PatchError) -> Entry? {
        let words = line.withoutLineEnd.split(whereSeparator: ASCII.isSpace).prefix { $0.first != UInt8(ascii: "#") }
        guard let file = words.first else { return nil }
        if file.first == UInt8(ascii: "-") { throw .malformed(location, .badSeriesOption(file.excerpt)) }
        do { _ = try TreePath(file, allowing: allowed) } catch {
            throw .malformed(location, .unsafePath(file.excerpt, error))
        }
        var strip = 1
        var isReversed = false
        for word in words.dropFirst() {
            if word.equals("-R") {
                isReversed = true
            } else if word.hasPrefix("-p"), let (number, rest) = word.dropFirst(2).leadingNumber, rest.isEmpty,
                number <= 99
            {
                strip = number
            } else {
                throw .malformed(location, .badSeriesOption(word.excerpt))
            }
        }
        return Entry(file: file.text, strip: strip, isReversed: isReversed, sourceLine: location.line)
    }
}
