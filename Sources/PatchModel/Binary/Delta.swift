/// Git's delta (gitformat-pack): the sizes of source and result, then copies from the source and literal bytes.
enum Delta {
    /// The result, at most `limit` bytes; nil when the delta is damaged, made for a source of another size, or states a
    /// result that its instructions do not make. Nothing is allocated for what is only stated.
    static func apply(_ delta: [UInt8], to source: [UInt8], limit: Int) -> [UInt8]? {
        var rest = delta[...]
        guard let sourceSize = size(&rest), sourceSize == source.count, let resultSize = size(&rest),
            resultSize <= limit
        else { return nil }
        var result: [UInt8] = []
        while let command = rest.popFirst() {
            if command & 0x80 != 0 {
                guard let range = copyRange(command, &rest), range.upperBound <= source.count else { return nil }
                guard result.count + range.count <= resultSize else { return nil }
                result += source[range]
            } else {
                guard command != 0, rest.count >= Int(command) else { return nil }
                guard result.count + Int(command) <= resultSize else { return nil }
                result += rest.prefix(Int(command))
                rest = rest.dropFirst(Int(command))
            }
        }
        return result.count == resultSize ? result : nil
    }

    /// The size of the result that a delta states in its first bytes.
    static func resultSize(_ delta: [UInt8]) -> Int? {
        var rest = delta[...]
        return size(&rest) == nil ? nil : size(&rest)
    }

    /// Seven bits a byte, the least significant first; the top bit says that more follow.
    private static func size(_ rest: inout Bytes) -> Int? {
        var value = 0
        for shift in stride(from: 0, to: 49, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= Int(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }

    /// Bits 0 to 3 of the command say which bytes of the offset follow, bits 4 to 6 which of the size; size 0 means
    /// 65536.
    private static func copyRange(_ command: UInt8, _ rest: inout Bytes) -> Range<Int>? {
        var fields = [0, 0]
        for bit in 0..<7 where command & (1 << bit) != 0 {
            guard let byte = rest.popFirst() else { return nil }
            fields[bit / 4] |= Int(byte) << (8 * (bit % 4))
        }
        let size = fields[1] == 0 ? 0x10000 : fields[1]
        return fields[0]..<(fields[0] + size)
    }
}
