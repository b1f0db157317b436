/// RFC 2047: `=?charset?Q|B?text?=` within a header.
enum EncodedWord {
    /// The header's value with its encoded words decoded. Blanks between two of them go, as the RFC says; a word that
    /// cannot be decoded stays as it is. Linear in the input.
    static func decodeAll(in value: Bytes) -> String {
        var decoder = Decoder()
        var rest = value
        var searched = value.startIndex
        while let byte = rest.first {
            if byte == UInt8(ascii: "="), let word = Word(rest, searched: &searched) {
                decoder.take(word, raw: rest[..<word.end])
                rest = rest[word.end...]
            } else {
                let next = rest.dropFirst().firstIndex(of: UInt8(ascii: "=")) ?? rest.endIndex
                decoder.plain += rest[..<next]
                rest = rest[next...]
            }
        }
        return decoder.finish()
    }

    private struct Word {
        let charset: String
        let bytes: [UInt8]?
        let end: Int

        /// The word that begins here; nil where none does. git, too, lets blanks stand in its text.
        /// - Parameter searched: where the search for a word's end may begin: there is none before.
        init?(_ text: Bytes, searched: inout Int) {
            guard text.hasPrefix("=?") else { return nil }
            let mark = UInt8(ascii: "?")
            let inner = text.dropFirst(2)
            // A set's name is short; so is the search for its end.
            guard let first = inner.prefix(80).firstIndex(of: mark), inner[first...].count > 3, inner[first + 2] == mark
            else { return nil }
            let payload = inner[(first + 3)...]
            // RFC 2047 allows 75 bytes; some mailers write a whole header as one word.
            let end = payload.prefix(2_000).endIndex
            let unsearched = payload[min(end, max(payload.startIndex, searched))..<end]
            guard let stop = unsearched.indices.first(where: { payload[$0...].hasPrefix("?=") }) else {
                searched = unsearched.endIndex
                return nil
            }
            switch ASCII.lowercased(inner[first + 1]) {
            case UInt8(ascii: "q"): bytes = TransferEncoding.headerQuotedPrintable(payload[..<stop])
            case UInt8(ascii: "b"): bytes = TransferEncoding.headerBase64(payload[..<stop])
            default: return nil
            }
            // RFC 2231 allows a language after the set: `utf-8*en`.
            charset = String(inner[..<first].text.prefix { $0 != "*" }).lowercased()
            self.end = stop + 2
        }
    }

    private struct Decoder {
        var plain: [UInt8] = []
        private var result = ""
        /// Words in a row in one charset are decoded as one: mailers cut them in the middle of a character.
        private var bytes: [UInt8] = []
        private var raw: [UInt8] = []
        private var charset: String?

        mutating func take(_ word: Word, raw text: Bytes) {
            guard let decoded = word.bytes else {
                plain += text
                return
            }
            let isAdjacent = charset != nil && plain.allSatisfy(ASCII.isSpace)
            if !isAdjacent || charset != word.charset {
                flushWords()
                if !isAdjacent { flushPlain() }
            }
            plain = []
            charset = word.charset
            bytes += decoded
            raw += text
        }

        private mutating func flushWords() {
            if let charset { result += Charset.decode(bytes[...], charset: charset) ?? raw.text }
            (bytes, raw, charset) = ([], [], nil)
        }

        private mutating func flushPlain() {
            result += Charset.undeclared(plain[...])
            plain = []
        }

        mutating func finish() -> String {
            flushWords()
            flushPlain()
            return result
        }
    }
}
