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
        /// Of a key that stands twice, the last.
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
    /// Where its lines end.
    private let lineFeeds: [Int]
    private let firstLine: Int

    package init(root: JSONNode, bytes: ArraySlice<UInt8>, firstLine: Int) {
        self.root = root
        self.bytes = bytes
        self.firstLine = firstLine
        lineFeeds = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    }

    /// The line on which a value of it begins.
    package func line(of node: JSONNode) -> BenchLine {
        let before = lineFeeds.partitioningIndex { $0 >= node.offset }
        let start = before == 0 ? bytes.startIndex : lineFeeds[before - 1] + 1
        let end = before < lineFeeds.count ? lineFeeds[before] : bytes.endIndex
        return OutputLine(number: firstLine + before, bytes: bytes[start..<end]).line
    }
}

extension Array {
    /// The first place from which on all elements meet the condition, in an array that is parted by it.
    fileprivate func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
        var range = startIndex..<endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = isAfter(self[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return range.lowerBound
    }
}
