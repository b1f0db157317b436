import Foundation

/// A JSON document, of which what cannot be read is named with its line.
struct JSONText {
    package let text: String

    package init(_ text: String) { self.text = text }

    private var data: Data { Data(text.utf8) }

    package func decode<Value: Decodable>(_ type: Value.Type) -> Result<Value, BenchProblem> {
        do {
            return .success(try JSONDecoder().decode(type, from: data))
        } catch DecodingError.keyNotFound(let key, let context) {
            return .failure(.line(line(of: context.codingPath), of: text, .missing(key: key.stringValue)))
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            return .failure(wrongType(at: context.codingPath))
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            return .failure(wrongType(at: context.codingPath))
        } catch {
            return .failure(.line(syntaxErrorLine, of: text, .notJSON))
        }
    }

    /// The keys of the document's object; nil where it is none.
    var topLevelKeys: Set<String>? {
        ((try? JSONSerialization.jsonObject(with: data)) as? [String: Any]).map { Set($0.keys) }
    }

    /// For a text that is no document: lines of JSON of one tool or the other, or a document that is cut off.
    static func firstLineFormat(of text: String) -> BenchFormat {
        let line = text.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        let keys = JSONText(String(line)).topLevelKeys ?? []
        return Criterion.isFormat(keys: keys) ? .criterion : .jsonLines
    }

    private func wrongType(at path: [any CodingKey]) -> BenchProblem {
        let key = path.last { $0.intValue == nil }?.stringValue
        return .line(line(of: path), of: text, key.map { .wrongType(key: $0) } ?? .notAnObject)
    }

    /// Foundation says the place in words only, as `around character 8`, or that the text ends too early.
    private var syntaxErrorLine: Int {
        var words = ""
        do { _ = try JSONSerialization.jsonObject(with: data) } catch {
            words = (error as NSError).userInfo["NSDebugDescription"] as? String ?? ""
        }
        let bytes = Array(text.utf8)
        let offset = words.firstMatch(of: /character (\d+)/).flatMap { Int($0.1) }
        let end = bytes.lastIndex { !" \n\r\t".utf8.contains($0) } ?? 0
        return bytes.prefix(offset ?? end).count { $0 == UInt8(ascii: "\n") } + 1
    }

    /// The line, from 1, on which the value at `path` begins; of its nearest parent that is there.
    package func line(of path: [any CodingKey]) -> Int {
        var scanner = JSONScanner(text)
        for key in path where !scanner.enter(key) { break }
        return scanner.line
    }
}

/// Steps through a valid JSON document to the value at a path.
private struct JSONScanner {
    private let bytes: [UInt8]
    /// Where a value begins.
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
        position = skippingSpace(from: 0)
    }

    var line: Int { bytes[..<position].count { $0 == UInt8(ascii: "\n") } + 1 }

    /// Moves to the child under `key`; false, and nothing moves, where there is none.
    mutating func enter(_ key: any CodingKey) -> Bool {
        guard position < bytes.count, let closing = Self.closing[bytes[position]] else { return false }
        var place = skippingSpace(from: position + 1)
        var index = 0
        while place < bytes.count, bytes[place] != closing {
            var name: String?
            if closing == UInt8(ascii: "}") {
                let end = endOfValue(from: place)
                name = String(decoding: bytes[place..<end], as: UTF8.self)
                place = skippingSpace(from: skippingSpace(from: end) + 1)
            }
            if name.map({ $0 == "\"\(key.stringValue)\"" }) ?? (key.intValue == index) {
                position = place
                return true
            }
            place = skippingSpace(from: endOfValue(from: place))
            if place < bytes.count, bytes[place] == UInt8(ascii: ",") { place = skippingSpace(from: place + 1) }
            index += 1
        }
        return false
    }

    private static let closing = [UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "["): UInt8(ascii: "]")]

    private func skippingSpace(from start: Int) -> Int {
        bytes[min(start, bytes.count)...].firstIndex { !" \n\r\t".utf8.contains($0) } ?? bytes.count
    }

    private func endOfValue(from start: Int) -> Int {
        var depth = 0
        var isInString = false
        var place = start
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\\") where isInString: place += 1
            case UInt8(ascii: "\""):
                isInString.toggle()
                if !isInString && depth == 0 { return place + 1 }
            case _ where isInString: break
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return place }
                depth -= 1
                if depth == 0 { return place + 1 }
            case UInt8(ascii: ",") where depth == 0, UInt8(ascii: ":") where depth == 0: return place
            default: break
            }
            place += 1
        }
        return place
    }
}
