extension DiffReader {
    /// Reads `GIT binary patch` with its one or two blocks.
    mutating func readBinary() throws(PatchError) -> BinaryChange {
        cursor.next()
        guard let forward = try readBlock() else { throw error(.badBinaryData("neither literal nor delta")) }
        return BinaryChange(forward: forward, backward: try readBlock())
    }

    /// `literal N` or `delta N`, base85 lines, a blank line; nil when no block begins here.
    private mutating func readBlock() throws(PatchError) -> BinaryChange.Data? {
        guard let line = cursor.peek()?.withoutLineEnd else { return nil }
        let encoding: BinaryChange.Data.Encoding
        let digits: Bytes
        if line.hasPrefix("literal ") {
            (encoding, digits) = (.literal, line.dropFirst("literal ".utf8.count))
        } else if line.hasPrefix("delta ") {
            (encoding, digits) = (.delta, line.dropFirst("delta ".utf8.count))
        } else {
            return nil
        }
        guard let (size, rest) = digits.leadingNumber, rest.isEmpty, size <= Int(UInt32.max) else {
            throw error(.badBinaryData("bad size \(digits.excerpt)"))
        }
        cursor.next()
        var deflated: [UInt8] = []
        while let line = cursor.peek()?.withoutLineEnd, !line.isEmpty {
            guard let bytes = Base85.decodeLine(line) else { throw error(.badBinaryData("not base 85")) }
            deflated += bytes
            cursor.next()
        }
        cursor.next()
        return BinaryChange.Data(encoding: encoding, size: size, deflated: deflated)
    }
}

/// Git's base 85 (RFC 1924's alphabet): five characters hold four bytes, the most significant first.
enum Base85 {
    private static let alphabet = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~".utf8)

    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// A line: its length in bytes as a letter (A to Z: 1 to 26, a to z: 27 to 52), then groups of five.
    static func decodeLine(_ line: Bytes) -> [UInt8]? {
        guard let length = line.first.flatMap(lineLength), (line.count - 1) % 5 == 0 else { return nil }
        guard (line.count - 1) / 5 == (length + 3) / 4 else { return nil }
        var bytes: [UInt8] = []
        var group = line.dropFirst()
        while !group.isEmpty {
            guard let word = decodeGroup(group.prefix(5)) else { return nil }
            bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
            group = group.dropFirst(5)
        }
        return Array(bytes.prefix(length))
    }

    private static func lineLength(_ letter: UInt8) -> Int? {
        switch letter {
        case 0x41...0x5a: Int(letter) - 0x41 + 1
        case 0x61...0x7a: Int(letter) - 0x61 + 27
        default: nil
        }
    }

    private static func decodeGroup(_ group: Bytes) -> UInt32? {
        var word: UInt64 = 0
        for character in group {
            guard let value = values[Int(character)] else { return nil }
            word = word * 85 + UInt64(value)
        }
        return UInt32(exactly: word)
    }
}
