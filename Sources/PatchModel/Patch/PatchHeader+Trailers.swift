/// `Key: value` in the last paragraph of a message.
public struct Trailer: Hashable, Sendable {
    public let key: String
    public let value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

extension PatchHeader {
    /// The trailers, by git's rule (git-interpret-trailers): the body's last paragraph, when it is all trailers, or has
    /// one that git itself writes and at least a quarter of its lines are trailers. A line that begins with a blank
    /// goes on with the one before.
    public var trailers: [Trailer] {
        let paragraph =
            body.split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy(\.isWhitespace) }.last ?? []
        var found: [Trailer] = []
        var others = 0
        var isRecognised = false
        for line in paragraph {
            if line.first?.isWhitespace == true, let last = found.last {
                found[found.count - 1] = Trailer(key: last.key, value: last.value + " " + line.trimmedText)
            } else if let trailer = Trailer(line: line) {
                found.append(trailer)
                isRecognised = isRecognised || trailer.key == "Signed-off-by"
            } else if line.hasPrefix("(cherry picked from commit ") {
                isRecognised = true
            } else {
                others += 1
            }
        }
        return others == 0 || (isRecognised && found.count * 3 >= others) ? found : []
    }

    /// The values of the trailers of this key, without regard to case.
    public func values(of key: String) -> [String] {
        trailers.filter { $0.key.lowercased() == key.lowercased() }.map(\.value)
    }
}

extension Trailer {
    fileprivate init?(line: Substring) {
        guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else { return nil }
        let key = line[..<colon]
        guard key.utf8.allSatisfy({ ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == 0x2d }) else { return nil }
        self.init(key: String(key), value: line[line.index(after: colon)...].trimmedText)
    }
}

extension Substring {
    var trimmedText: String {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
