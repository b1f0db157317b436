import PatchModel

/// Reads lines of TAP 13 and 14, and of KTAP 1 and 2, the kernel's versions of it; takes no notice of others.
///
/// Subtests are named `parent/child`; the parent's own line counts only where it says more than its children do.
/// Directives: `SKIP`, `TODO` and `XFAIL` (a failure that is expected), `TIMEOUT`, `ERROR` (the test crashed).
/// Source: testanything.org's specifications, and Documentation/dev-tools/ktap.rst.
struct TAPReader {
    var results: [TestResult] = []
    private(set) var problems: [TestReportProblem] = []
    private(set) var bailedOut: String?
    private(set) var bailOutLine: Int?
    private(set) var isTAP = false
    /// Whether there is a version or a plan.
    private(set) var isAnnounced = false
    /// So many results were taken.
    private(set) var count = 0
    /// Whether it was said that this is TAP; else a version, a plan or a numbered result says so.
    let isNamed: Bool
    private var levels = TAPLevels()
    private var isKernel = false
    private var prefix: ConsolePrefix?
    private var block = TAPBlock()
    /// Comments and blocks belong to the failed result just before them, which has no message.
    private var describesLast = false

    init(isNamed: Bool) { self.isNamed = isNamed }

    /// - Returns: Whether the line is one of TAP.
    mutating func take(_ raw: Bytes, at number: Int) -> Bool {
        let line = unwrapped(raw)
        let text = line.drop { $0.isBlank }
        guard !text.isEmpty else { return false }
        let indentation = line[..<text.startIndex].reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) }
        switch block.take(text, indentation) {
        case .outside: break
        case .message(let message):
            describe(message)
            return true
        case .inside: return true
        }
        return take(TAPLine(text), at: indentation, number)
    }

    private mutating func take(_ line: TAPLine, at indentation: Int, _ lineNumber: Int) -> Bool {
        switch line {
        case .version(let isKernel):
            isAnnounced = true
            begin(at: indentation, isKernel)
        case .plan(let count, let reason):
            isAnnounced = true
            describesLast = false
            levels.plan(count, reason, at: indentation, line: lineNumber)
        case .result(let result, let number, let isSure):
            // The kernel's lines stand among others, such as of the console.
            guard isSure || (!isKernel && (isTAP || isNamed)) else { return false }
            count += 1
            describesLast = levels.add(result, number, at: indentation, line: lineNumber)
            describesLast = describesLast && result.outcome != .pass && result.message.isEmpty
            block.follows(indentation)
        case .bailOut(let reason):
            bailOutLine = bailOutLine ?? lineNumber
            bailedOut = bailedOut ?? reason
        case .subtest(let name):
            describesLast = false
            levels.name(name, at: indentation)
            return true
        case .comment(let text):
            describe(text.message)
            return true
        case .other: return false
        }
        isTAP = true
        return true
    }

    mutating func finish() {
        // A trailing version has no tests.
        guard !levels.isEmpty else { return }
        let (more, problems) = levels.close(needsPlan: !isKernel)
        if results.isEmpty { results = more } else { results += more }
        self.problems += problems
    }

    private mutating func describe(_ message: String) {
        guard describesLast, !message.isEmpty else { return }
        describesLast = false
        levels.describeLast(message)
    }

    /// A version at the outermost indentation begins a report.
    private mutating func begin(at indentation: Int, _ isKernel: Bool) {
        describesLast = false
        block = TAPBlock()
        if indentation <= levels.outermost ?? indentation {
            if !levels.hasNothing { finish() }
            levels = TAPLevels()
            self.isKernel = isKernel
        }
        levels.open(indentation)
    }

    /// The line without what the console puts before it.
    private mutating func unwrapped(_ raw: Bytes) -> Bytes {
        let line = ConsolePrefix.withoutTime(ConsolePrefix.withoutColours(raw))
        let known = prefix?.removed(from: line)
        guard let start = TAPLine.versionStart(in: line) else { return known ?? line }
        // A version below the same prefix is one of a subtest, or of a further report.
        if let known, known.drop(while: \.isBlank).startIndex == start { return known }
        let before = line[..<start]
        if before.trimmed.first == UInt8(ascii: "#") || (isTAP && before.allSatisfy(\.isBlank)) { return line }
        prefix = before.isEmpty ? nil : ConsolePrefix(before)
        return line[start...]
    }
}

/// A block of YAML, which belongs to the result before it: from `---`, further in than the result, to `...`.
private struct TAPBlock {
    enum Answer {
        case outside, inside
        case message(String)
    }

    private var resultIndentation: Int?
    private var indentation: Int?
    /// A key for the message has its value on the next line.
    private var messageFollows = false

    mutating func follows(_ indentation: Int) { resultIndentation = indentation }

    mutating func take(_ text: Bytes, _ indentation: Int) -> Answer {
        guard let own = self.indentation else {
            guard let resultIndentation, indentation > resultIndentation, Self.isStart(text) else { return .outside }
            (self.indentation, messageFollows) = (indentation, false)
            return .inside
        }
        guard indentation >= own else {
            self.indentation = nil
            return .outside
        }
        if messageFollows {
            messageFollows = false
            if indentation > own { return .message(text.message) }
        }
        guard indentation == own else { return .inside }
        let line = text.trimmed
        if line.elementsEqual("...".utf8) {
            self.indentation = nil
        } else if line.hasPrefix("message:") || line.hasPrefix("error:") {
            let value = line[(line.firstByte(UInt8(ascii: ":"))! + 1)...].trimmed
            messageFollows = value.isEmpty || value.first == UInt8(ascii: "|") || value.first == UInt8(ascii: ">")
            return messageFollows ? .inside : .message(Self.unquoted(value).message)
        }
        return .inside
    }

    private static func isStart(_ text: Bytes) -> Bool {
        text.hasPrefix("---") && (text.count == 3 || text[text.startIndex + 3].isBlank)
    }

    private static func unquoted(_ text: Bytes) -> Bytes {
        guard text.count >= 2, let quote = text.first, quote == text.last, "\"'".utf8.contains(quote) else {
            return text
        }
        return text.dropFirst().dropLast()
    }
}
