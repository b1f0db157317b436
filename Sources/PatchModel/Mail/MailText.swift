/// Text out of a mail, and where in the mail's file its lines stand.
struct MailText: Sendable {
    private enum Lines {
        /// The text stands in the file as it is, from this line on.
        case from(Int)
        /// The text was decoded; the line of the file at which each of its lines begins.
        case each([Int])
    }

    let bytes: Bytes
    private let lines: Lines

    /// - Parameter line: 1-based line of the file at which the bytes begin.
    init(_ bytes: Bytes, line: Int) {
        self.bytes = bytes
        lines = .from(line)
    }

    private init(_ bytes: [UInt8], lines: [Int]) {
        self.bytes = bytes[...]
        self.lines = .each(lines)
    }

    /// At the text's first line. Its line numbers are the file's, unless the text was decoded: `fileLine` knows.
    var start: LineCursor {
        switch lines {
        case .from(let first): LineCursor(bytes, lineNumber: first)
        case .each: LineCursor(bytes)
        }
    }

    var isDecoded: Bool {
        if case .each = lines { true } else { false }
    }

    /// The line of the file for a cursor's line.
    func fileLine(_ number: Int) -> Int {
        switch lines {
        case .from: number
        case .each(let lines): lines.isEmpty ? 1 : lines[max(0, min(number, lines.count) - 1)]
        }
    }

    /// Whether there is anything that could be applied.
    var hasDiff: Bool {
        var cursor = start
        while let line = cursor.next() {
            if line.hasPrefix("@@ -") || line.hasPrefix("diff --git ") { return true }
        }
        return false
    }

    /// The lines from one cursor over the text to another, or to the end.
    func section(from start: LineCursor, to end: LineCursor? = nil) -> MailText {
        let range = start.position..<(end?.position ?? bytes.endIndex)
        return switch lines {
        case .from: MailText(bytes[range], line: start.lineNumber)
        case .each(let lines): MailText(Array(bytes[range]), lines: Array(lines.dropFirst(start.lineNumber - 1)))
        }
    }

    /// Each line, with its newline, and its number in the file.
    func forEachLine(_ body: (Bytes, Int) -> Void) {
        var cursor = start
        while let line = cursor.peek() {
            body(line, fileLine(cursor.lineNumber))
            cursor.next()
        }
    }

    /// Text that grows piece by piece.
    struct Builder {
        private var bytes: [UInt8] = []
        private var lines: [Int] = []

        /// - Parameter line: where in the file the piece stood.
        mutating func append(_ piece: some Collection<UInt8>, from line: Int) {
            for byte in piece {
                if bytes.isEmpty || bytes.last == ASCII.newline { lines.append(line) }
                bytes.append(byte)
            }
        }

        mutating func append(_ text: MailText) {
            text.forEachLine { append($0, from: $1) }
        }

        var text: MailText { MailText(bytes, lines: lines) }
    }
}
