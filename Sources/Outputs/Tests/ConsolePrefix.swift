import Foundation
import PatchModel

/// What a console or a log writer puts before each line: `[    0.412345] `, `Jan  5 10:00:01 host kernel: `,
/// `app-1  | `.
///
/// Told by what stands before a version line. Other lines begin with the same text, but for its numbers.
struct ConsolePrefix: Equatable {
    private enum Part: Equatable {
        case text([UInt8])
        /// Digits, perhaps after blanks that fill a column.
        case number
    }

    private var parts: [Part] = []
    private var blanksAtEnd = 0
    private let length: Int

    init(_ text: Bytes) {
        length = text.count
        var rest = text
        while let last = rest.last, last.isBlank { rest = rest.dropLast() }
        blanksAtEnd = length - rest.count
        var plain: [UInt8] = []
        while !rest.isEmpty {
            if let end = Self.endOfNumber(rest) {
                if !plain.isEmpty { parts.append(.text(plain)) }
                parts.append(.number)
                plain = []
                rest = rest[end...]
            } else {
                plain.append(rest.removeFirst())
            }
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
    }

    /// The line without the prefix; nil where it does not begin so.
    func removed(from line: Bytes) -> Bytes? {
        var rest = line
        for part in parts {
            switch part {
            case .text(let text):
                guard rest.starts(with: text) else { return removedByLength(from: line) }
                rest = rest.dropFirst(text.count)
            case .number:
                guard let end = Self.endOfNumber(rest) else { return removedByLength(from: line) }
                rest = rest[end...]
            }
        }
        return rest.dropFirst(rest.prefix(blanksAtEnd).prefix { $0.isBlank }.count)
    }

    /// As the kernel's own reader does it, where that leaves a line of TAP.
    private func removedByLength(from line: Bytes) -> Bytes? {
        let rest = line.dropFirst(length)
        return TAPLine.isLikely(rest) ? rest : nil
    }

    private static func endOfNumber(_ text: Bytes) -> Int? {
        let digits = text.drop { $0 == 0x20 }
        guard let first = digits.first, first.isDigit else { return nil }
        return digits.firstIndex { !$0.isDigit } ?? digits.endIndex
    }

    /// The line without the kernel's own `<6>`, `[    0.412345]` and `[    T1]`, which need not be told.
    static func withoutTime(_ line: Bytes) -> Bytes {
        var rest = line
        if rest.first == UInt8(ascii: "<") {
            let level = rest.dropFirst().drop { $0.isDigit }
            guard level.first == UInt8(ascii: ">"), level.startIndex > rest.startIndex + 1 else { return line }
            rest = level.dropFirst()
        }
        guard let afterTime = bracketed(rest, isTime: true) else { return line }
        rest = bracketed(afterTime, isTime: false) ?? afterTime
        return rest.first == 0x20 ? rest.dropFirst() : rest
    }

    /// What follows `[  12.345]`, or `[  T12]` and `[  C0]`, who prints it.
    private static func bracketed(_ text: Bytes, isTime: Bool) -> Bytes? {
        guard text.first == UInt8(ascii: "[") else { return nil }
        var rest = text.dropFirst().drop { $0 == 0x20 }
        if isTime {
            let seconds = rest.prefix { $0.isDigit }
            rest = rest.dropFirst(seconds.count)
            guard !seconds.isEmpty, rest.first == UInt8(ascii: ".") else { return nil }
        } else {
            guard let letter = rest.first, "TC".utf8.contains(letter) else { return nil }
        }
        let number = rest.dropFirst().prefix { $0.isDigit }
        rest = rest.dropFirst(1 + number.count)
        return !number.isEmpty && rest.first == UInt8(ascii: "]") ? rest.dropFirst() : nil
    }

    /// The line without the sequences that colour a terminal.
    static func withoutColours(_ line: Bytes) -> Bytes {
        guard line.firstByte(0x1b) != nil else { return line }
        var plain: [UInt8] = []
        var rest = line
        while let byte = rest.popFirst() {
            guard byte == 0x1b, rest.first == UInt8(ascii: "[") else {
                plain.append(byte)
                continue
            }
            rest = rest.dropFirst().drop { $0 < 0x40 }.dropFirst()
        }
        return plain[...]
    }
}
