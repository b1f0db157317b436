/// Writes numbers and texts one after the other.
public struct KeptWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: how many bytes it will be, about.
    public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    public mutating func put(word: UInt64) { withUnsafeBytes(of: word.littleEndian) { bytes += $0 } }

    /// A number from 0 to 2^32 - 1.
    public mutating func put(_ number: Int) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian) { bytes += $0 }
    }

    public mutating func put(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    public mutating func put(_ text: some Collection<UInt8>) {
        put(text.count)
        bytes += text
    }

    public mutating func put(_ text: String) { put(text.utf8) }

    /// One that C can read where it stands; it holds no NUL.
    public mutating func put(cString text: String) {
        put(text.utf8.count)
        bytes += text.utf8
        bytes.append(0)
    }

    /// As they are; the reader knows how many.
    public mutating func put(raw: some Sequence<UInt8>) { bytes += raw }
}

/// Reads them again. Beyond the end there are zeros, and the reader is broken.
public struct KeptReader {
    private let bytes: [UInt8]
    public private(set) var place: Int
    public private(set) var isBroken = false

    public init(_ bytes: [UInt8], at place: Int) { (self.bytes, self.place) = (bytes, place) }

    public mutating func word() -> UInt64 {
        guard has(8) else { return 0 }
        defer { place += 8 }
        return bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self)) }
    }

    public mutating func number() -> Int {
        guard has(4) else { return 0 }
        defer { place += 4 }
        return bytes.withUnsafeBytes {
            Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
        }
    }

    public mutating func flag() -> Bool {
        guard has(1) else { return false }
        defer { place += 1 }
        return bytes[place] != 0
    }

    public mutating func text() -> [UInt8] { raw(number()) }

    public mutating func string() -> String {
        let count = number()
        guard has(count) else { return "" }
        defer { place += count }
        return bytes.withUnsafeBufferPointer { buffer in
            String(decoding: UnsafeBufferPointer(rebasing: buffer[place..<(place + count)]), as: UTF8.self)
        }
    }

    /// A text that was put down for C; nil where there is none.
    public mutating func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result? {
        let count = number()
        guard has(count + 1), bytes[place + count] == 0 else { return nil }
        defer { place += count + 1 }
        return bytes.withUnsafeBytes { body($0.baseAddress!.assumingMemoryBound(to: CChar.self) + place) }
    }

    public mutating func raw(_ count: Int) -> [UInt8] {
        guard has(count) else { return [] }
        defer { place += count }
        return Array(bytes[place..<(place + count)])
    }

    /// The same without a copy; nil beyond the end.
    public mutating func withRaw<Result>(_ count: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        guard has(count) else { return nil }
        defer { place += count }
        return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[place..<(place + count)])) }
    }

    public mutating func skip(_ count: Int) { if has(count) { place += count } }

    private mutating func has(_ count: Int) -> Bool {
        if count < 0 || count > bytes.count - place { isBroken = true }
        return !isBroken
    }
}
