import PatchModel

/// The keyword `$Id$`, in which git's checkout writes the id of a file's content (gitattributes(5), `ident`).
enum Keyword {
    private static let start = Array("$Id".utf8)
    private static let dollar = UInt8(ascii: "$")
    private static let colon = UInt8(ascii: ":")

    /// With the id in every keyword; one that another program filled, with several words, stays.
    static func filled(_ bytes: [UInt8], with id: ObjectID) -> [UInt8] {
        replaced(bytes, by: Array("$Id: \(id) $".utf8)) { value in
            value.dropFirst().dropLast().contains(UInt8(ascii: " "))
        }
    }

    /// Without what stands in the keywords.
    static func emptied(_ bytes: [UInt8]) -> [UInt8] { replaced(bytes, by: Array("$Id$".utf8)) { _ in false } }

    /// - Parameter stays: asked of what stands between the colon and the dollar sign of a keyword's line.
    private static func replaced(
        _ bytes: [UInt8], by keyword: [UInt8], unless stays: (ArraySlice<UInt8>) -> Bool
    ) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let place = rest.firstIndex(of: dollar) {
            result += rest[..<place]
            rest = rest[place...]
            guard let length = length(of: rest, unless: stays) else {
                result.append(dollar)
                rest = rest.dropFirst()
                continue
            }
            result += keyword
            rest = rest.dropFirst(length)
        }
        return result + rest
    }

    /// Of the keyword with which the text begins; nil where it begins with none.
    private static func length(of text: ArraySlice<UInt8>, unless stays: (ArraySlice<UInt8>) -> Bool) -> Int? {
        guard text.starts(with: start) else { return nil }
        let behind = text.dropFirst(start.count)
        if behind.first == dollar { return start.count + 1 }
        guard behind.first == colon else { return nil }
        let value = behind.dropFirst().prefix { $0 != dollar && $0 != UInt8(ascii: "\n") }
        guard value.endIndex < text.endIndex, text[value.endIndex] == dollar, !stays(value) else { return nil }
        return start.count + 1 + value.count + 1
    }
}
