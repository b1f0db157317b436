/// Turns UTF-16 into UTF-8, chunk by chunk.
struct UTF16Decoder {
    private let isBigEndian: Bool
    private var oddByte: UInt8?
    private var highSurrogate: UInt32?

    /// Nil where `bytes`, the first of an output, are no UTF-16: neither marked, nor with a zero in most pairs of bytes
    /// and always on the same side, as in text of which most is ASCII.
    init?(beginning bytes: [UInt8]) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            isBigEndian = bytes[0] == 0xFE
            return
        }
        let pairs = min(bytes.count, 1024) / 2
        guard pairs >= 2 else { return nil }
        let even = (0..<pairs).count { bytes[2 * $0] == 0 }
        let odd = (0..<pairs).count { bytes[2 * $0 + 1] == 0 }
        guard max(even, odd) * 2 > pairs, min(even, odd) * 20 < pairs else { return nil }
        isBigEndian = even > odd
    }

    mutating func decode(_ chunk: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(chunk.count)
        for byte in chunk {
            guard let first = oddByte else {
                oddByte = byte
                continue
            }
            oddByte = nil
            let unit = isBigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)
            add(unit, to: &text)
        }
        return text
    }

    private mutating func add(_ unit: UInt32, to text: inout [UInt8]) {
        if unit < 0x80, highSurrogate == nil { return text.append(UInt8(unit)) }
        if (0xDC00...0xDFFF).contains(unit), let high = highSurrogate {
            highSurrogate = nil
            return text.append(scalar: 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00))
        }
        if highSurrogate != nil { text.append(scalar: 0xFFFD) }
        highSurrogate = (0xD800...0xDBFF).contains(unit) ? unit : nil
        if highSurrogate == nil { text.append(scalar: unit) }
    }
}

extension [UInt8] {
    /// Adds a scalar as UTF-8; what is none as the replacement character.
    mutating func append(scalar value: UInt32) {
        append(contentsOf: String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8)
    }
}

extension String {
    /// UTF-8; bytes that are none are taken for Latin-1, so that different bytes stay different text.
    package init(output bytes: ArraySlice<UInt8>) {
        if let text = String(validating: bytes, as: UTF8.self) {
            self = text
            return
        }
        self = ""
        var parser = Unicode.UTF8.ForwardParser()
        var place = bytes.startIndex
        var rest = bytes.makeIterator()
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let encoded):
                unicodeScalars.append(Unicode.UTF8.decode(encoded))
                place += encoded.count
            case .error(let length):
                for byte in bytes[place..<place + length] { unicodeScalars.append(Unicode.Scalar(byte)) }
                place += length
            case .emptyInput: return
            }
        }
    }
}
