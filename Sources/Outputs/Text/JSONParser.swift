/// Reads one JSON value from bytes; what follows it is not looked at. Takes time in proportion to the bytes.
package struct JSONParser {
    package private(set) var place: Int
    /// A key that stands twice in one object.
    package private(set) var doubleKey: String?
    private let bytes: ArraySlice<UInt8>
    private var depth = 0

    package enum Failure: Error, Equatable {
        /// The bytes end within the value.
        case isCutOff
        case isInvalid(at: Int)
    }

    private static let depthLimit = 128
    /// Long lists of raw measurements that no reader reads: they are checked, and not kept.
    private static let passedOver: Set<String> = ["times", "data", "measured_values", "iteration_count"]

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    package mutating func value() throws(Failure) -> JSONNode { try value(isKept: true) }

    private mutating func value(isKept: Bool) throws(Failure) -> JSONNode {
        skipSpace()
        let offset = place
        switch try current() {
        case UInt8(ascii: "{"): return JSONNode(value: .object(try object(isKept)), offset: offset)
        case UInt8(ascii: "["): return JSONNode(value: .array(try array(isKept)), offset: offset)
        case UInt8(ascii: "\""): return JSONNode(value: .text(try string()), offset: offset)
        default: return JSONNode(value: try word(isKept), offset: offset)
        }
    }

    private mutating func object(_ isKept: Bool) throws(Failure) -> [String: JSONNode] {
        try descend()
        defer { depth -= 1 }
        var entries: [String: JSONNode] = [:]
        skipSpace()
        if try current() == UInt8(ascii: "}") {
            place += 1
            return entries
        }
        while true {
            skipSpace()
            guard try current() == UInt8(ascii: "\"") else { throw .isInvalid(at: place) }
            let key = try string()
            skipSpace()
            guard try current() == UInt8(ascii: ":") else { throw .isInvalid(at: place) }
            place += 1
            let node = try value(isKept: isKept && !Self.passedOver.contains(key))
            if isKept, entries[key] == nil {
                entries[key] = node
            } else if isKept {
                doubleKey = doubleKey ?? key
            }
            if try ends(with: UInt8(ascii: "}")) { return entries }
        }
    }

    private mutating func array(_ isKept: Bool) throws(Failure) -> [JSONNode] {
        try descend()
        defer { depth -= 1 }
        var elements: [JSONNode] = []
        skipSpace()
        if try current() == UInt8(ascii: "]") {
            place += 1
            return elements
        }
        while true {
            let node = try value(isKept: isKept)
            if isKept { elements.append(node) }
            if try ends(with: UInt8(ascii: "]")) { return elements }
        }
    }

    private mutating func descend() throws(Failure) {
        guard depth < Self.depthLimit else { throw .isInvalid(at: place) }
        depth += 1
        place += 1
    }

    /// Steps over the comma or the end after an entry; whether it was the end.
    private mutating func ends(with end: UInt8) throws(Failure) -> Bool {
        skipSpace()
        let byte = try current()
        guard byte == end || byte == UInt8(ascii: ",") else { throw .isInvalid(at: place) }
        place += 1
        return byte == end
    }

    private func current() throws(Failure) -> UInt8 {
        guard place < bytes.endIndex else { throw .isCutOff }
        return bytes[place]
    }

    private mutating func skipSpace() {
        while place < bytes.endIndex {
            switch bytes[place] {
            case 0x20, 0x0A, 0x0D, 0x09: place += 1
            default: return
            }
        }
    }
}

extension JSONParser {
    /// A literal or a number.
    private mutating func word(_ isKept: Bool) throws(Failure) -> JSONNode.Value {
        let start = place
        while place < bytes.endIndex, !Self.ends(bytes[place]) { place += 1 }
        let word = bytes[start..<place]
        let isNumber = Self.isNumber(word)
        if !isNumber {
            if word.elementsEqual("true".utf8) { return .flag(true) }
            if word.elementsEqual("false".utf8) { return .flag(false) }
            if word.elementsEqual("null".utf8) { return .null }
        }
        guard isNumber || Self.isNoNumber(word) else {
            // A word that runs into the end may go on there.
            throw place == bytes.endIndex && !word.isEmpty && word.count < 32 ? .isCutOff : .isInvalid(at: start)
        }
        return isKept ? .number(String(decoding: word, as: UTF8.self)) : .null
    }

    private static func ends(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x0A, 0x0D, 0x09, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"),
            UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["):
            true
        default: false
        }
    }

    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
    private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
        var place = word.startIndex
        func has(_ byte: UInt8) -> Bool { place < word.endIndex && word[place] == byte }
        func digits() -> Int {
            let start = place
            while place < word.endIndex, word[place] >= 0x30, word[place] <= 0x39 { place += 1 }
            return place - start
        }
        if has(UInt8(ascii: "-")) { place += 1 }
        let hasZero = has(UInt8(ascii: "0"))
        let whole = digits()
        guard whole == 1 || whole > 1 && !hasZero else { return false }
        if has(UInt8(ascii: ".")) {
            place += 1
            guard digits() > 0 else { return false }
        }
        if has(UInt8(ascii: "e")) || has(UInt8(ascii: "E")) {
            place += 1
            if has(UInt8(ascii: "+")) || has(UInt8(ascii: "-")) { place += 1 }
            guard digits() > 0 else { return false }
        }
        return place == word.endIndex
    }

    /// What Python, C, C++, Go, Rust and Windows write for what is no number.
    package static func isNoNumber(_ word: some Collection<UInt8>) -> Bool {
        guard let first = word.first, word.count <= 12 else { return false }
        let hasSign = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
        let text = String(decoding: word.dropFirst(hasSign ? 1 : 0), as: UTF8.self).lowercased()
        return ["nan", "inf", "infinity", "nan(ind)", "nan(snan)", "1.#inf", "1.#ind", "1.#qnan", "1.#snan"]
            .contains(text)
    }

    private mutating func string() throws(Failure) -> String {
        place += 1
        let start = place
        while true {
            let byte = try current()
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            // No control character, and so no end of a line, is within a text.
            guard byte >= 0x20 || byte == 0x09 else { throw .isInvalid(at: place) }
            place += 1
        }
        place += 1
        return String(output: bytes[start..<place - 1])
    }

    private mutating func escapedString(from start: Int) throws(Failure) -> String {
        var text = Array(bytes[start..<place])
        while true {
            let byte = try current()
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(output: text[...])
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x09, 0x0A..<0x20: throw .isInvalid(at: place - 1)
            default: text.append(byte)
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(Failure) {
        let letter = try current()
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var scalar = try hexadecimal()
            if (0xD800..<0xDC00).contains(scalar), bytes[place...].starts(with: "\\u".utf8) {
                let back = place
                place += 2
                let low = try hexadecimal()
                if (0xDC00..<0xE000).contains(low) {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                } else {
                    place = back
                }
            }
            text.append(scalar: scalar)
        default: throw .isInvalid(at: place - 1)
        }
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        guard place + 4 <= bytes.endIndex else { throw .isCutOff }
        let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        guard digits.utf8.count == 4, !digits.hasPrefix("+"), !digits.hasPrefix("-"),
            let value = UInt32(digits, radix: 16)
        else { throw .isInvalid(at: place) }
        place += 4
        return value
    }
}
