import Foundation

/// One JSON document on standard output, keys in alphabetical order so that two of them can be compared as text.
enum JSONDocument {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        Output.write(harmless(Array(try encoder.encode(value))))
        Output.line()
    }

    /// The encoder leaves U+007F to U+009F as they are, which a terminal obeys; they stand in strings only.
    private static func harmless(_ document: [UInt8]) -> [UInt8] {
        guard document.contains(where: { $0 == 0x7f || $0 == 0xc2 }) else { return document }
        return String(decoding: document, as: UTF8.self).unicodeScalars.flatMap { scalar in
            (0x7f...0x9f).contains(scalar.value)
                ? Array("\\u00\(String(scalar.value, radix: 16))".utf8) : Array(String(scalar).utf8)
        }
    }
}
