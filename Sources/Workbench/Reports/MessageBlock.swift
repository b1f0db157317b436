import PatchModel

/// Lines in a patch's message between two that mark them, so that they can be replaced.
public struct MessageBlock: Sendable {
    public let begin: String
    public let end: String

    public init(begin: String, end: String) {
        self.begin = begin
        self.end = end
    }

    /// The patch's file with these lines in its message, in place of older ones, else before its trailers. Every other
    /// byte stays.
    /// - Returns: nil where the message does not stand in the file as it is, as in an encoded mail.
    public func put(_ lines: [String], into patch: Patch) -> [UInt8]? {
        guard let file = PatchFile(patch) else { return nil }
        var head = file.head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        let block = ([begin] + lines + [end]).map { Array($0.utf8) }
        if let first = head.firstIndex(of: Array(begin.utf8)),
            let last = head[first...].firstIndex(of: Array(end.utf8))
        {
            head.replaceSubrange(first...last, with: block)
        } else {
            let message = Self.message(in: head)
            let place = Self.place(in: head, message)
            let before: [[UInt8]] = place > message.lowerBound && !head[place - 1].isEmpty ? [[]] : []
            let after: [[UInt8]] = place < message.upperBound ? [[]] : []
            head.insert(contentsOf: before + block + after, at: place)
        }
        let text = head.joined(separator: [UInt8(ascii: "\n")])
        return Array(text) + file.sections.flatMap(\.text) + file.tail
    }

    /// The text with these lines in place of older ones, else at its end.
    func put(_ lines: [String], into text: String) -> String {
        var all = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let block = [begin] + lines + [end]
        if let first = all.firstIndex(of: begin), let last = all[first...].firstIndex(of: end) {
            all.replaceSubrange(first...last, with: block)
        } else {
            all += (text.isEmpty ? [] : [""]) + block
        }
        return all.joined(separator: "\n")
    }

    /// The lines of the message: below the fields, up to `---` or the diff, without blank ones at its end.
    private static func message(in head: [[UInt8]]) -> Range<Int> {
        let hasFields = head.first.map { $0.starts(with: "From ".utf8) || isField($0) } ?? false
        let start = hasFields ? (head.firstIndex { $0.isEmpty } ?? head.count - 1) + 1 : 0
        var end = head[min(start, head.count)...].firstIndex { $0 == Array("---".utf8) } ?? head.count
        while end > start, head[end - 1].isEmpty { end -= 1 }
        return min(start, end)..<end
    }

    /// Before the last paragraph, where all of it are trailers; else at the end.
    private static func place(in head: [[UInt8]], _ message: Range<Int>) -> Int {
        let last = head[message].lastIndex { $0.isEmpty }.map { $0 + 1 } ?? message.lowerBound
        let trailers = head[last..<message.upperBound]
        let areTrailers = !trailers.isEmpty && trailers.allSatisfy(isField)
        return areTrailers ? last : message.upperBound
    }

    /// `Key: value`
    private static func isField(_ line: [UInt8]) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return false }
        return line[..<colon].allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }
}
