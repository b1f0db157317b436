/// A key that was pressed.
public enum Key: Hashable, Sendable {
    case character(Character)
    /// With Control, the letter in lower case.
    case control(Character)
    case enter, escape, tab, backspace
    case up, down, left, right, pageUp, pageDown, home, end
}

/// Reads keys from what a terminal sends. Bytes may come in any pieces.
public struct KeyReader: Sendable {
    private var bytes: [UInt8] = []

    public init() {}

    /// Whether a key has begun that more bytes may end. After an escape nobody knows: a while later it was the key.
    public var isPending: Bool { !bytes.isEmpty }

    public mutating func read(_ new: [UInt8]) -> [Key] {
        bytes += new
        return take(isWhole: false)
    }

    /// Nothing came for a while: what has begun ends.
    public mutating func flush() -> [Key] { take(isWhole: true) }

    private mutating func take(isWhole: Bool) -> [Key] {
        var keys: [Key] = []
        while let first = bytes.first {
            guard let (key, count) = first == 0x1b ? escape(isWhole) : character(first, isWhole) else { break }
            bytes.removeFirst(count)
            if let key { keys.append(key) }
        }
        return keys
    }

    /// A key and how many bytes it took; nil while more are needed.
    private func character(_ first: UInt8, _ isWhole: Bool) -> (Key?, Int)? {
        switch first {
        case 0x0a, 0x0d: return (.enter, 1)
        case 0x09: return (.tab, 1)
        case 0x7f, 0x08: return (.backspace, 1)
        case 0: return (nil, 1)
        case ..<0x1b: return (.control(Character(Unicode.Scalar(first + 0x60))), 1)
        case ..<0x20: return (nil, 1)
        case ..<0x80: return (.character(Character(Unicode.Scalar(first))), 1)
        default: break
        }
        let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1
        guard bytes.count >= length else { return isWhole ? (nil, bytes.count) : nil }
        guard length > 1, let text = String(validating: bytes.prefix(length), as: UTF8.self), text.count == 1 else {
            return (nil, 1)
        }
        return (.character(text.first!), length)
    }

    /// `ESC`, `ESC [ parameters letter`, `ESC O letter`; a letter behind ESC is the letter with Alt, which no key is.
    private func escape(_ isWhole: Bool) -> (Key?, Int)? {
        guard bytes.count > 1 else { return isWhole ? (.escape, 1) : nil }
        guard bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O") else {
            return bytes[1] == 0x1b ? (.escape, 1) : (nil, 2)
        }
        guard let end = bytes.dropFirst(2).firstIndex(where: { (0x40...0x7e).contains($0) }) else {
            return isWhole || bytes.count > 32 ? (nil, bytes.count) : nil
        }
        let parameter = bytes[2..<end].prefix { (0x30...0x39).contains($0) }
        let number = Int(String(decoding: parameter, as: UTF8.self))
        return (Self.sequence(bytes[end], number), end + 1)
    }

    private static func sequence(_ letter: UInt8, _ number: Int?) -> Key? {
        switch letter {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "~"): [1: Key.home, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end][number ?? 0]
        default: nil
        }
    }
}
