import Foundation

/// One JSON document on standard output, keys in alphabetical order so that two of them can be compared as text.
enum JSONDocument {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        Output.write(Array(try encoder.encode(value)))
        Output.line()
    }
}
