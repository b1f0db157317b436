/// A value of a JSON document, and where it begins.
package struct JSONNode {
    package var value: Value
    package var offset: Int

    package enum Value {
        case null
        case flag(Bool)
        /// As written. Python and C++ also write `NaN` and `Infinity`, which JSON does not have.
        case number(String)
        case text(String)
        case array([JSONNode])
        /// Of a key that stands twice, the first.
        case object([String: JSONNode])
    }

    package var object: [String: JSONNode]? { if case .object(let entries) = value { entries } else { nil } }
    package var array: [JSONNode]? { if case .array(let elements) = value { elements } else { nil } }
    package var text: String? { if case .text(let text) = value { text } else { nil } }
    package var isNull: Bool { if case .null = value { true } else { false } }
    /// The word of a number.
    package var number: String? { if case .number(let word) = value { word } else { nil } }

    package subscript(_ key: String) -> JSONNode? { object?[key] }

    /// A flag that is set, a text that is not empty, or a number that is not 0.
    package var isSet: Bool {
        switch value {
        case .null: false
        case .flag(let flag): flag
        case .number(let word): Double(word) != 0
        case .text(let text): !text.isEmpty
        case .array, .object: true
        }
    }

    /// As a parameter or a condition; nil where it is none.
    package var parameter: Parameters.Value? {
        switch value {
        case .flag(let flag): .flag(flag)
        case .number(let word): Int(word).map { .integer($0) } ?? Double(finite: word).map { .number($0) }
        case .text(let text): .text(text)
        case .null, .array, .object: nil
        }
    }

    /// What stands where a number must be: its word, or for null and the texts that mean no number, that; nil for the
    /// rest.
    package var numberWord: String? {
        switch value {
        case .number(let word): word
        case .null: "null"
        case .text(let text): JSONParser.isNoNumber(text.utf8) ? text : nil
        case .flag, .array, .object: nil
        }
    }
}

/// A document of JSON among the lines of an output.
package struct JSONDocument {
    package let root: JSONNode
    private let bytes: ArraySlice<UInt8>
    /// For each block of so many bytes, how many lines end before it, and where the line begins that it begins in.
    private let blocks: [(lineFeeds: Int, lineStart: Int)]
    private let firstLine: Int
    private static let blockSize = 4096

    package init(root: JSONNode, bytes: ArraySlice<UInt8>, firstLine: Int) {
        self.root = root
        self.bytes = bytes
        self.firstLine = firstLine
        var blocks: [(lineFeeds: Int, lineStart: Int)] = []
        var (count, lineStart) = (0, bytes.startIndex)
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: Self.blockSize) {
            blocks.append((count, lineStart))
            let block = bytes[start..<min(start + Self.blockSize, bytes.endIndex)]
            count += block.lineFeeds
            if let last = block.lastIndex(of: UInt8(ascii: "\n")) { lineStart = last + 1 }
        }
        self.blocks = blocks
    }

    /// The line on which a value of it begins.
    package func line(of node: JSONNode) -> BenchLine {
        let place = (node.offset - bytes.startIndex) / Self.blockSize
        let before = bytes[(bytes.startIndex + place * Self.blockSize)..<node.offset]
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? blocks[place].lineStart
        // Of a long line a message shows the beginning.
        let beginning = bytes[start...].prefix(1024)
        return OutputLine(
            number: firstLine + blocks[place].lineFeeds + before.lineFeeds,
            bytes: beginning.prefix { $0 != UInt8(ascii: "\n") }
        ).line
    }
}
