/// Patches are bytes, not Unicode: one line may be Latin-1 and the next UTF-8. These are the few operations that the
/// readers need on them.
public typealias Bytes = ArraySlice<UInt8>

enum ASCII {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let slash = UInt8(ascii: "/")
    static let backslash = UInt8(ascii: "\\")
    static let quote = UInt8(ascii: "\"")
    static let colon = UInt8(ascii: ":")

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a }
    /// git's blanks: not form feed, nor vertical tab.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == space || byte == tab || byte == newline || byte == carriageReturn
    }
    static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }
}

extension Collection where Element == UInt8 {
    func hasPrefix(_ prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { wanted in count >= wanted.count && zip(self, wanted).allSatisfy { $0 == $1 } }
    }

    /// Text for messages and headers; bytes that are not UTF-8 show as the replacement character.
    var text: String { String(decoding: self, as: UTF8.self) }
}

extension Collection where Element == UInt8 {
    /// The bytes as text in which control characters but tabs are spelled out as in C, and characters that reorder text
    /// as `U+202E`, so that nothing of a stranger's reaches a terminal as more than text.
    public var printable: String {
        String(decoding: self, as: UTF8.self).unicodeScalars.map { scalar in
            if BidirectionalText.isReordering(scalar) { return "U+" + String(scalar.value, radix: 16, uppercase: true) }
            let isControl = (scalar.value < 0x20 && scalar != "\t") || (0x7f...0x9f).contains(scalar.value)
            return isControl ? Self.escape(scalar) : String(scalar)
        }.joined()
    }

    /// What a message shows of the bytes: at most 200 of them.
    public var excerpt: String { prefix(200).printable + (count > 200 ? "…" : "") }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        default: "\\" + String(scalar.value + 0o1000, radix: 8).dropFirst()
        }
    }
}

extension Collection where Element == UInt8, SubSequence == Bytes {
    func equals(_ wanted: StaticString) -> Bool { count == wanted.utf8CodeUnitCount && hasPrefix(wanted) }

    var trimmed: Bytes { self[...].trimmedEnd.drop(while: ASCII.isSpace) }

    var trimmedEnd: Bytes {
        var slice = self[...]
        while let last = slice.last, ASCII.isSpace(last) { slice.removeLast() }
        return slice
    }

    /// Without the line's end: a newline, and a carriage return before it.
    var withoutLineEnd: Bytes {
        var slice = self[...]
        if slice.last == ASCII.newline { slice.removeLast() }
        if slice.last == ASCII.carriageReturn { slice.removeLast() }
        return slice
    }

    /// The decimal number that starts here, and what follows it; nil without a digit or beyond `Int`.
    var leadingNumber: (value: Int, rest: Bytes)? {
        var value = 0
        var index = startIndex
        var digits = 0
        while digits < count, case let byte = self[index], ASCII.isDigit(byte) {
            let (product, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, overSum) = product.addingReportingOverflow(Int(byte - 0x30))
            guard !over, !overSum else { return nil }
            value = sum
            index = self.index(after: index)
            digits += 1
        }
        return digits == 0 ? nil : (value, self[index...])
    }
}

/// Reads bytes line by line; a line keeps its newline.
struct LineCursor {
    let bytes: Bytes
    private(set) var position: Int
    /// 1-based number of the line that `next` returns next.
    private(set) var lineNumber: Int

    init(_ bytes: Bytes, lineNumber: Int = 1) {
        self.bytes = bytes
        position = bytes.startIndex
        self.lineNumber = lineNumber
    }

    /// What has not been read yet.
    var rest: Bytes { bytes[position...] }

    func peek() -> Bytes? { line(at: position) }

    func peekSecond() -> Bytes? { peek().flatMap { line(at: $0.endIndex) } }

    @discardableResult
    mutating func next() -> Bytes? {
        guard let line = line(at: position) else { return nil }
        position = line.endIndex
        lineNumber += 1
        return line
    }

    private func line(at start: Int) -> Bytes? {
        guard start < bytes.endIndex else { return nil }
        return bytes[start..<endOfLine(from: start)]
    }

    private func endOfLine(from start: Int) -> Int {
        (bytes[start...].firstIndex(of: ASCII.newline)).map { $0 + 1 } ?? bytes.endIndex
    }
}
