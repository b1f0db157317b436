/// Finds JSON documents among the lines of other text.
///
/// A document is tried as soon as its first line is there, and again each time as much again has come, so that the
/// whole takes time in proportion to the text.
package struct DocumentFinder {
    /// Keys of which a document of the tool has all at the top.
    private let keys: [String]
    private var buffer: [UInt8] = []
    /// Of `buffer`'s first byte.
    private var number = 1
    private var sizeOfNextTry = 0
    /// The broken piece that looks most like a document: it went on longest.
    private var broken: (extent: Int, problem: BenchProblem)?
    /// The beginning of that piece.
    package private(set) var brokenPiece: ArraySlice<UInt8> = []
    package private(set) var foundCount = 0

    package typealias Found = (JSONDocument) throws(BenchProblem) -> Void

    package init(keys: [String]) { self.keys = keys }

    package mutating func read(_ line: OutputLine, _ found: Found) throws(BenchProblem) {
        if buffer.isEmpty {
            guard line.bytes.contains(UInt8(ascii: "{")) else { return }
            number = line.number
            sizeOfNextTry = 0
        }
        buffer += line.bytes
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= sizeOfNextTry || buffer.count > BenchLimit.document.count {
            try settle(isLast: false, found)
        }
    }

    /// - Throws: Where nothing was found, and something was broken.
    package mutating func finish(_ found: Found) throws(BenchProblem) {
        try settle(isLast: true, found)
        if foundCount == 0, let broken { throw broken.problem }
    }

    /// Takes from the buffer what can be read, and passes over what can be none.
    private mutating func settle(isLast: Bool, _ found: Found) throws(BenchProblem) {
        var start = buffer.startIndex
        while let brace = buffer[start...].firstIndex(of: UInt8(ascii: "{")) {
            number += buffer[start..<brace].lineFeeds
            start = brace
            switch attempt(at: start) {
            case .document(let root, let end):
                try take(root, start..<end, found)
                number += buffer[start..<end].lineFeeds
                start = end
            case .invalid(let place):
                try note(brokenAt: place, from: start)
                start += 1
            case .cutOff where isLast:
                try note(brokenAt: buffer.lastIndex { !" \n\r\t".utf8.contains($0) } ?? start, from: start)
                start += 1
            case .cutOff:
                guard buffer.count - start <= BenchLimit.document.count else {
                    throw line(at: start, from: start).problem(.beyond(.document))
                }
                buffer.removeSubrange(..<start)
                sizeOfNextTry = 2 * buffer.count
                return
            }
        }
        buffer.removeAll(keepingCapacity: buffer.count < 1_048_576)
    }

    private enum Attempt {
        case document(JSONNode, end: Int)
        case cutOff
        case invalid(Int)
    }

    private func attempt(at start: Int) -> Attempt {
        var parser = JSONParser(buffer[start...])
        do {
            return .document(try parser.value(), end: parser.place)
        } catch {
            return switch error {
            case .isCutOff: .cutOff
            case .isInvalid(let place): .invalid(place)
            }
        }
    }

    private mutating func take(_ root: JSONNode, _ range: Range<Int>, _ found: Found) throws(BenchProblem) {
        guard keys.allSatisfy({ root[$0] != nil }) else { return }
        foundCount += 1
        // The lines that it begins and ends on are shown in full.
        let start = buffer[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let end = buffer[range.upperBound...].firstIndex(of: UInt8(ascii: "\n")) ?? buffer.endIndex
        try found(JSONDocument(root: root, bytes: buffer[start..<end], firstLine: number))
    }

    /// A piece with the tool's own key is a document of its that broke, and no other text.
    private mutating func note(brokenAt place: Int, from start: Int) throws(BenchProblem) {
        let extent = place - start
        let isOurs = !keys.isEmpty && keys.allSatisfy { buffer[start..<place].contains(key: $0) }
        // Without a key it is some brace, and no document.
        let hasKey = buffer[start..<place].contains(UInt8(ascii: ":"))
        guard isOurs || hasKey && extent > broken?.extent ?? 0 else { return }
        let problem = line(at: place, from: start).problem(.notJSON)
        guard !isOurs else { throw problem }
        broken = (extent, problem)
        brokenPiece = ArraySlice(Array(buffer[start..<place].prefix(65_536)))
    }

    /// The line of a place in the buffer, `start` being on line `number`.
    private func line(at place: Int, from start: Int) -> BenchLine {
        let begin = buffer[..<min(place, buffer.count)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let end = buffer[begin...].firstIndex(of: UInt8(ascii: "\n")) ?? buffer.endIndex
        return OutputLine(
            number: number + buffer[start..<max(start, begin)].lineFeeds, bytes: buffer[begin..<end]
        ).line
    }
}

extension ArraySlice<UInt8> {
    package var lineFeeds: Int {
        withUnsafeBufferPointer { bytes in
            var count = 0
            for byte in bytes where byte == UInt8(ascii: "\n") { count += 1 }
            return count
        }
    }

    /// Whether `"key"` is in it, a colon after it.
    package func contains(key: String) -> Bool { firstIndex(ofKey: key) != nil }

    /// Where `"key"` begins that has a colon after it.
    package func firstIndex(ofKey key: String) -> Int? {
        let word = Array("\"\(key)\"".utf8)
        var place = startIndex
        while let quote = self[place...].firstIndex(of: UInt8(ascii: "\"")) {
            place = quote + 1
            guard self[quote...].starts(with: word) else { continue }
            if self[(quote + word.count)...].first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: ":") {
                return quote
            }
        }
        return nil
    }
}
