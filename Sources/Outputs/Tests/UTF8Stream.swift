import PatchModel

/// Makes UTF-8 of what a program wrote, piece by piece: takes byte-order marks off, and reads UTF-16 of either order.
///
/// Bytes that are neither pass as they are; who takes a line for Latin-1 decides by the line.
struct UTF8Stream {
    private enum Form {
        case undecided, asItIs
        case utf16(isBigEndian: Bool)
    }

    private var form = Form.undecided
    /// What waits for more: the first bytes of all, or half a unit.
    private var waiting: [UInt8] = []
    private var highSurrogate: UInt32?
    private var endedLine = true
    /// UTF-32, which is not read.
    private(set) var isUTF32 = false

    mutating func append(_ piece: Bytes, to buffer: inout [UInt8]) {
        switch form {
        case .undecided:
            waiting += piece
            if waiting.count >= 4 { decide(&buffer) }
        case .asItIs:
            let all = waiting.isEmpty ? piece : (waiting + piece)[...]
            waiting = []
            copy(all, to: &buffer)
        case .utf16(let isBigEndian):
            waiting += piece
            transcode(isBigEndian, to: &buffer)
        }
    }

    mutating func finish(_ buffer: inout [UInt8]) {
        if case .undecided = form { decide(&buffer) }
        if case .asItIs = form { buffer += waiting }
    }

    private mutating func decide(_ buffer: inout [UInt8]) {
        let start = waiting
        waiting = []
        isUTF32 = start.starts(with: [0xff, 0xfe, 0, 0]) || start.starts(with: [0, 0, 0xfe, 0xff])
        let isZero = start.prefix(4).map { $0 == 0 }
        if start.starts(with: [0xff, 0xfe]) {
            form = .utf16(isBigEndian: false)
            append(start[2...], to: &buffer)
        } else if start.starts(with: [0xfe, 0xff]) {
            form = .utf16(isBigEndian: true)
            append(start[2...], to: &buffer)
        } else if isZero == [false, true, false, true] || isZero == [true, false, true, false] {
            form = .utf16(isBigEndian: isZero[0])
            append(start[...], to: &buffer)
        } else {
            form = .asItIs
            append(start[...], to: &buffer)
        }
    }

    /// A mark of UTF-16 at the start of a line is where a file of that form was appended.
    private mutating func copy(_ piece: Bytes, to buffer: inout [UInt8]) {
        var from = piece.startIndex
        while let mark = piece[from...].firstByte(0xff, or: 0xfe) {
            let startsLine = mark == piece.startIndex ? endedLine : piece[mark - 1] == 0x0a
            if startsLine, mark + 1 == piece.endIndex {
                // The other half of it may be in the next piece.
                waiting = [piece[mark]]
                endedLine = true
                buffer += piece[..<mark]
                return
            } else if startsLine, piece[mark] ^ piece[mark + 1] == 1 {
                buffer += piece[..<mark]
                form = .utf16(isBigEndian: piece[mark] == 0xfe)
                return append(piece[(mark + 2)...], to: &buffer)
            }
            from = mark + 1
        }
        buffer += piece
        endedLine = piece.last.map { $0 == 0x0a } ?? endedLine
    }

    private mutating func transcode(_ isBigEndian: Bool, to buffer: inout [UInt8]) {
        let (low, high) = isBigEndian ? (1, 0) : (0, 1)
        var at = 0
        while at + 1 < waiting.count {
            let unit = UInt32(waiting[at + high]) << 8 | UInt32(waiting[at + low])
            at += 2
            switch unit {
            case 0xd800..<0xdc00: highSurrogate = unit
            case 0xdc00..<0xe000:
                let first = highSurrogate ?? 0xd800
                highSurrogate = nil
                encode(0x10000 + (first - 0xd800) << 10 + (unit - 0xdc00), to: &buffer)
            case 0xfeff: break
            default: encode(unit, to: &buffer)
            }
        }
        waiting.removeFirst(at)
    }

    private func encode(_ code: UInt32, to buffer: inout [UInt8]) {
        if code < 0x80 {
            buffer.append(UInt8(code))
        } else if let scalar = Unicode.Scalar(code) {
            buffer += UTF8.encode(scalar)!
        }
    }
}
