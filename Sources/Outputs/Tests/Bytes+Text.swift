import Foundation
import PatchModel

extension Bytes {
    /// The index of the first of either byte. The C library's search: a report may have a gigabyte.
    func firstByte(_ first: UInt8, or second: UInt8) -> Int? {
        let nearest = firstByte(first)
        return self[..<(nearest ?? endIndex)].firstByte(second) ?? nearest
    }

    func firstByte(_ byte: UInt8) -> Int? {
        withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, let found = memchr(start, Int32(byte), bytes.count) else { return nil }
            return startIndex + (UnsafeRawPointer(found) - start)
        }
    }

    /// Where `text` begins.
    ///
    /// - Parameter anchor: The place in it of the byte that is rarest in what is searched.
    func first(_ text: StaticString, anchor: Int = 0) -> Int? {
        withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, bytes.count >= text.utf8CodeUnitCount else { return nil }
            let last = bytes.count - text.utf8CodeUnitCount
            var at = 0
            while at <= last {
                let byte = Int32((text.utf8Start + anchor).pointee)
                guard let found = memchr(start + at + anchor, byte, last - at + 1) else { return nil }
                at = UnsafeRawPointer(found) - start - anchor
                if memcmp(start + at, text.utf8Start, text.utf8CodeUnitCount) == 0 { return startIndex + at }
                at += 1
            }
            return nil
        }
    }

    func hasPrefix(_ text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount
            && withUnsafeBytes { memcmp($0.baseAddress!, text.utf8Start, text.utf8CodeUnitCount) == 0 }
    }

    func count(of byte: UInt8) -> Int { withUnsafeBytes { $0.reduce(0) { $0 + ($1 == byte ? 1 : 0) } } }

    /// Without blanks at its ends.
    var trimmed: Bytes {
        var (from, to) = (startIndex, endIndex)
        while from < to, self[from].isBlank { from += 1 }
        while to > from, self[to - 1].isBlank { to -= 1 }
        return self[from..<to]
    }

    /// UTF-8, or else Latin-1.
    var text: String {
        String(validating: self, as: UTF8.self) ?? String(String.UnicodeScalarView(map { Unicode.Scalar($0) }))
    }

    /// The first line that holds something, cut where it is too long for a message.
    var message: String {
        let most = 500
        var rest = self
        while !rest.isEmpty {
            let end = rest.firstByte(0x0a, or: 0x0d) ?? rest.endIndex
            let line = rest[..<end].trimmed
            if !line.isEmpty {
                var cut = line.prefix(most)
                // Not in the middle of a character.
                while cut.count < line.count, line[cut.endIndex] & 0xc0 == 0x80, !cut.isEmpty { cut = cut.dropLast() }
                return cut.text + (cut.count < line.count ? "\u{2026}" : "")
            }
            rest = rest[end...].dropFirst()
        }
        return ""
    }
}

extension UInt8 {
    /// A space, a tab, or the rest of a line's end.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0d || self == 0x0a }
    var isDigit: Bool { self &- 0x30 < 10 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
