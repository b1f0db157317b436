import Glibc

/// A text with the places of its lines.
struct LineTable {
    let bytes: [UInt8]
    /// Where each line begins, and the end of the text: one more than there are lines.
    private let starts: [Int]
    private let linePlaces = LinePlaces()

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        bytes.withUnsafeBufferPointer { buffer in
            var position = 0
            while position < buffer.count, let found = Self.newline(in: buffer, from: position) {
                position = found + 1
                starts.append(position)
            }
        }
        if starts[starts.count - 1] != bytes.count { starts.append(bytes.count) }
        self.starts = starts
    }

    var count: Int { starts.count - 1 }

    /// Offset of a line's first byte; of the line after the last, the end of the text.
    func start(of line: Int) -> Int { starts[line] }

    subscript(line: Int) -> Bytes { bytes[starts[line]..<starts[line + 1]] }

    func lines(from first: Int, count wanted: Int) -> [Bytes] {
        let first = min(max(0, first), count)
        return (first..<min(count, first + wanted)).map { self[$0] }
    }

    /// Whether exactly these lines, joined, begin at a line. A pattern ends with a newline or, without one, at the end
    /// of the text.
    func matches(_ pattern: [UInt8], at line: Int) -> Bool {
        guard line >= 0, line <= count else { return false }
        if pattern.isEmpty { return true }
        let start = starts[line]
        let end = start + pattern.count
        guard end <= bytes.count, end == bytes.count || pattern.last == ASCII.newline else { return false }
        return bytes.withUnsafeBufferPointer { text in
            pattern.withUnsafeBufferPointer { wanted in
                memcmp(text.baseAddress! + start, wanted.baseAddress!, wanted.count) == 0
            }
        }
    }

    /// Every line of the text, or of some of its lines, at which the pattern begins, in order.
    ///
    /// Cost: the places of the pattern's rarest line, which are looked up when many lines are to be looked through; at
    /// most linear in pattern and lines, whatever they hold.
    func places(of pattern: [UInt8], startingIn lines: Range<Int>? = nil) -> [Int] {
        let lines = lines ?? 0..<count
        guard !pattern.isEmpty, !lines.isEmpty else { return [] }
        guard lines.count > 1024 else { return search(for: pattern, in: lines) }
        let candidates = linePlaces.candidates(for: pattern, in: lines, of: self)
        let size = starts[lines.upperBound] - starts[lines.lowerBound]
        guard candidates.count < size / pattern.count else { return search(for: pattern, in: lines) }
        return candidates.filter { matches(pattern, at: $0) }
    }

    /// Linear (Knuth, Morris and Pratt): the pattern is looked for with a newline before it, as if one stood before the
    /// text, so that it is found at the beginnings of lines only.
    private func search(for pattern: [UInt8], in lines: Range<Int>) -> [Int] {
        var line = lines.lowerBound
        let last = lines.upperBound
        let end = min(bytes.count, starts[last] + pattern.count)
        let needle = [ASCII.newline] + pattern
        let borders = Self.borders(of: needle)
        var places: [Int] = []
        var matched = 1
        for index in starts[line]..<end {
            let byte = bytes[index]
            while matched > 0, matched == needle.count || needle[matched] != byte { matched = borders[matched - 1] }
            if needle[matched] == byte { matched += 1 }
            guard matched == needle.count, byte == ASCII.newline || index + 1 == bytes.count else { continue }
            let start = index + 1 - pattern.count
            while starts[line] < start { line += 1 }
            if line < last { places.append(line) }
        }
        return places
    }

    /// For every prefix, the length of its longest proper border.
    private static func borders(of needle: [UInt8]) -> [Int] {
        var borders = [Int](repeating: 0, count: needle.count)
        var length = 0
        for index in needle.indices.dropFirst() {
            while length > 0, needle[length] != needle[index] { length = borders[length - 1] }
            if needle[length] == needle[index] { length += 1 }
            borders[index] = length
        }
        return borders
    }

    private static func newline(in buffer: UnsafeBufferPointer<UInt8>, from position: Int) -> Int? {
        guard let base = buffer.baseAddress else { return nil }
        guard let found = memchr(base + position, Int32(ASCII.newline), buffer.count - position) else { return nil }
        return found - UnsafeMutableRawPointer(mutating: base)
    }
}
