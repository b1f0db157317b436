/// The value of a `Content-Type` or `Content-Disposition` field.
struct ContentType {
    /// `text/plain`, in lower case; empty where there is no field.
    let name: String
    private let parameters: [String: String]

    init(_ field: [UInt8]?) {
        var rest = (field ?? [])[...]
        let semicolon = UInt8(ascii: ";")
        let name = rest.prefix { $0 != semicolon }
        self.name = name.trimmed.map(ASCII.lowercased).text
        rest = rest.dropFirst(name.count)
        var parameters: [String: String] = [:]
        while rest.popFirst() == semicolon {
            let key = rest.prefix { $0 != UInt8(ascii: "=") && $0 != semicolon }
            rest = rest.dropFirst(key.count)
            guard rest.first == UInt8(ascii: "=") else { continue }
            let value = Self.takeValue(&rest)
            parameters[key.trimmed.map(ASCII.lowercased).text] = value
            rest = rest.drop { $0 != semicolon }
        }
        self.parameters = parameters
    }

    /// After the `=`: a word, or a quoted string.
    private static func takeValue(_ rest: inout Bytes) -> String {
        rest = rest.dropFirst().drop(while: ASCII.isSpace)
        guard rest.first == ASCII.quote else {
            let word = rest.prefix { $0 != UInt8(ascii: ";") && !ASCII.isSpace($0) }
            rest = rest.dropFirst(word.count)
            return word.text
        }
        rest = rest.dropFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst(), byte != ASCII.quote {
            if byte == ASCII.backslash, let next = rest.popFirst() { value.append(next) } else { value.append(byte) }
        }
        return value.text
    }

    var isMultipart: Bool { name.hasPrefix("multipart/") && !(boundary ?? "").isEmpty }
    var boundary: String? { parameters["boundary"] }
    var charset: String? { parameters["charset"] }
    var isFlowed: Bool { parameters["format"]?.lowercased() == "flowed" }
    var deletesBlank: Bool { parameters["delsp"]?.lowercased() == "yes" }

    /// Whether a `name` or `filename` says that the part is a patch.
    var namesPatch: Bool {
        parameters.contains { key, value in
            (key.hasPrefix("name") || key.hasPrefix("filename"))
                && [".patch", ".diff", ".txt"].contains { value.lowercased().hasSuffix($0) }
        }
    }
}
