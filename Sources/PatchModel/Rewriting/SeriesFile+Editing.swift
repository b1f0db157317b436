extension SeriesFile {
    /// The text of a series file without the lines of some entries.
    /// - Parameter text: what this was read from.
    public func text(_ text: [UInt8], without entries: [Entry]) -> [UInt8] {
        let gone = Set(entries.map(\.sourceLine))
        return Self.lines(of: text).enumerated().filter { !gone.contains($0.offset + 1) }.flatMap(\.element)
    }

    /// The text with the entries in another order; comments and blank lines stay where they are.
    /// - Parameter order: the entries' indices, in their new order.
    public func text(_ text: [UInt8], inOrder order: [Int]) -> [UInt8] {
        var lines = Self.lines(of: text)
        let old = lines
        for (place, entry) in zip(entries, order) {
            let moved = old[entries[entry].sourceLine - 1].withoutLineEnd
            let end = old[place.sourceLine - 1].dropFirst(old[place.sourceLine - 1].withoutLineEnd.count)
            lines[place.sourceLine - 1] = moved + end
        }
        return lines.flatMap(\.self)
    }

    private static func lines(of text: [UInt8]) -> [Bytes] {
        var lines: [Bytes] = []
        var cursor = LineCursor(text[...])
        while let line = cursor.next() { lines.append(line) }
        return lines
    }
}
