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

    /// The text with more entries, which have no options, each on a line of its own.
    /// - Parameter index: of the entry before which they go; behind the last, after it.
    public func text(_ text: [UInt8], inserting files: [String], at index: Int) -> [UInt8] {
        var lines = Self.lines(of: text)
        // A comment above an entry is likelier to be that one's than the one's before.
        let place = index > 0 ? entries[index - 1].sourceLine : (entries.first?.sourceLine ?? lines.count + 1) - 1
        if place > 0, let last = lines[place - 1].last, last != ASCII.newline { lines[place - 1] += [ASCII.newline] }
        lines.insert(contentsOf: files.map { Array("\($0)\n".utf8)[...] }, at: place)
        return lines.flatMap(\.self)
    }

    /// The text with an entry under another name; its options stay.
    public func text(_ text: [UInt8], renaming entry: Entry, to file: String) -> [UInt8] {
        var lines = Self.lines(of: text)
        let line = lines[entry.sourceLine - 1]
        let start = line.firstIndex { !ASCII.isSpace($0) } ?? line.startIndex
        lines[entry.sourceLine - 1] =
            line[..<start] + Array(file.utf8) + line[start...].drop { !ASCII.isSpace($0) }
        return lines.flatMap(\.self)
    }

    private static func lines(of text: [UInt8]) -> [Bytes] {
        var lines: [Bytes] = []
        var cursor = LineCursor(text[...])
        while let line = cursor.next() { lines.append(line) }
        return lines
    }
}
