@testable import Outputs

extension TestReading {
    /// What is read in pieces of so many bytes.
    static func of(_ bytes: [UInt8], as format: TestFormat? = nil, pieces: Int = .max) -> TestReading {
        var reader = TestReader(format: format)
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(pieces)
            reader.read(piece)
            rest = rest.dropFirst(piece.count)
        }
        return reader.finish()
    }

    static func of(_ text: String, as format: TestFormat? = nil) -> TestReading { of(Array(text.utf8), as: format) }
}
