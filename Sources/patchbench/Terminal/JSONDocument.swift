import Foundation

/// One JSON document on standard output, keys in alphabetical order so that two of them can be compared as text.
enum JSONDocument {
    static func print(_ value: some Encodable) throws {
        Output.write(try bytes(of: value))
        Output.line()
    }

    /// Prints an object whose last key has a list that may be too long to be held as a document.
    ///
    /// - Parameters:
    ///   - object: All keys but the last.
    ///   - key: The last one, behind all others in alphabetical order.
    ///   - list: What it has.
    static func print<Element: Encodable>(
        _ object: some Encodable, last key: String, _ list: some Sequence<Element>
    ) throws {
        Output.write(try bytes(of: object).dropLast() + Array(",\"\(key)\":[".utf8))
        var separator: [UInt8] = []
        for part in Chunks(of: list, count: 1_000) {
            try Task.checkCancellation()
            Output.write(separator + (try bytes(of: part)).dropFirst().dropLast())
            separator = [UInt8(ascii: ",")]
        }
        Output.write(Array("]}".utf8))
        Output.line()
    }

    private static func bytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return harmless(Array(try encoder.encode(value)))
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

/// The elements of a sequence, so many at a time.
private struct Chunks<Base: Sequence>: Sequence, IteratorProtocol {
    private var elements: Base.Iterator
    private let count: Int

    init(of base: Base, count: Int) {
        elements = base.makeIterator()
        self.count = count
    }

    mutating func next() -> [Base.Element]? {
        var part: [Base.Element] = []
        while part.count < count, let element = elements.next() { part.append(element) }
        return part.isEmpty ? nil : part
    }
}
