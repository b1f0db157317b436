import PatchModel

/// Reads what a test command prints, piece by piece: reports in TAP and in JUnit XML, among other lines.
package struct TestReader {
    /// Of a longer line only the beginning is read.
    private static let mostLineBytes = 1 << 20

    private let format: TestFormat?
    private let most: Int
    private var stream = UTF8Stream()
    /// What is not read yet, and how much of it was looked through for the end of a line.
    private var buffer: [UInt8] = []
    private var seen = 0
    private var line = 1
    /// In the rest of a line that is too long.
    private var isSkipping = false
    private var tap: TAPReader
    private var junit = JUnitReader()
    private var unread: TestReading.UnreadLine?

    /// - Parameter format: Nil: told from what is there.
    package init(format: TestFormat?, most: Int = TestReading.mostResults) {
        self.format = format
        self.most = most
        tap = TAPReader(isNamed: format == .tap)
    }

    /// Whether there is nothing more to be learnt: there are more results than are read, or none is asked for.
    package var isFull: Bool { format == .status || tap.count + junit.count > most }

    package mutating func read(_ piece: some Collection<UInt8>) {
        stream.append(Bytes(piece), to: &buffer)
        work(isLast: false)
    }

    package mutating func finish() -> TestReading {
        stream.finish(&buffer)
        let isTooMuch = format != .status && isFull
        if !isTooMuch { work(isLast: true) }
        tap.finish()
        var reading = TestReading()
        swap(&reading.results, &junit.results)
        reading.problems = junit.problems
        // Beside another report, a line such as `ok 3 files copied` is no report.
        let isAlone = junit.reports == 0 || tap.isAnnounced
        let isTAP = tap.isTAP && (isAlone || tap.results.contains(where: \.isUnexpectedFailure))
        if isTAP {
            if reading.results.isEmpty { swap(&reading.results, &tap.results) } else { reading.results += tap.results }
            reading.problems += tap.problems
            reading.bailedOut = tap.bailedOut
            reading.bailOutLine = tap.bailOutLine
        }
        reading.isReport = isTAP || junit.reports > 0 || !junit.problems.isEmpty || stream.isUTF32
        if isTooMuch { reading.problems = [TestReportProblem(line: line, .tooManyResults)] }
        if stream.isUTF32 { reading.problems = [TestReportProblem(line: 1, .isUTF32)] }
        conclude(&reading)
        return reading
    }

    private func conclude(_ reading: inout TestReading) {
        if !reading.isReport {
            reading.unread = unread
            guard let other = junit.otherRoot else { return }
            reading.isReport = true
            reading.problems.append(other)
        }
        reading.results.merge()
        if reading.results.isEmpty, reading.problems.isEmpty, reading.bailedOut == nil {
            let message = "the report has no tests"
            reading.results = [TestResult(name: TestResult.wholeCommand, outcome: .skip, message: message)]
        }
    }

    private mutating func work(isLast: Bool) {
        // The copy is one of the reference: nothing is written to the buffer below.
        let all = buffer[...]
        var start = 0
        while !isFull {
            if junit.isOpen {
                start = junit.take(all[start...], line: &line, isLast: isLast)
                if junit.isOpen || start == all.endIndex { break }
            } else if let next = takeLine(all[start...], isLast) {
                start = next
            } else {
                break
            }
        }
        buffer = isFull ? [] : Array(all[start...])
    }

    /// - Returns: Where the next line begins, or a document; nil where this one is not whole.
    private mutating func takeLine(_ text: Bytes, _ isLast: Bool) -> Int? {
        guard !text.isEmpty else { return nil }
        let unseen = text.dropFirst(seen)
        let end = unseen.firstByte(0x0a, or: 0x0d)
        let whole = text[..<(end ?? text.endIndex)]
        if !isSkipping, let document = documentStart(in: whole, isWhole: end != nil || isLast) {
            seen = 0
            take(text[..<document])
            junit.begin()
            return document
        }
        guard let end else { return takeOpenLine(text, isLast) }
        seen = 0
        if isSkipping { isSkipping = false } else { take(whole) }
        if text[end] == 0x0a { line += 1 }
        return end + 1
    }

    /// A line whose end has not come.
    private mutating func takeOpenLine(_ text: Bytes, _ isLast: Bool) -> Int? {
        let isTooLong = text.count > Self.mostLineBytes
        guard isLast || isTooLong || isSkipping else {
            seen = text.count
            return nil
        }
        if !isSkipping { take(text.prefix(Self.mostLineBytes)) }
        isSkipping = !isLast
        seen = 0
        return text.endIndex
    }

    private mutating func take(_ raw: Bytes) {
        guard format != .junit else { return }
        let text = raw.starts(with: [0xef, 0xbb, 0xbf]) ? raw.dropFirst(3) : raw
        guard !text.isEmpty, !tap.take(text, at: line), !tap.isTAP, unread?.saysFailure != true else { return }
        guard let saysFailure = Self.saysFailure(text), unread == nil || saysFailure else { return }
        unread = TestReading.UnreadLine(number: line, text: text.message, saysFailure: saysFailure)
    }

    /// Nil where a line does not look like a report: TAP behind some other text, or how others say that a test failed.
    private static func saysFailure(_ text: Bytes) -> Bool? {
        if saysFailureOtherwise(text) { return true }
        guard let words = text.first("ok ", anchor: 1), text[words...].dropFirst(3).first?.isDigit == true,
            words > text.startIndex, text[words - 1].isBlank
        else { return nil }
        return text[..<words].trimmed.suffix(3).elementsEqual("not".utf8)
    }

    /// As go, googletest, cargo, prove, Python's unittest, automake, pytest and ctest say it.
    private static func saysFailureOtherwise(_ text: Bytes) -> Bool {
        let beginnings: [StaticString] = [
            "--- FAIL: ", "[  FAILED  ] ", "test result: FAILED", "Result: FAIL", "FAILED (", "FAIL: ",
        ]
        switch text.first {
        case UInt8(ascii: "{"): return text.first("\"Action\":\"fail\"", anchor: 1) != nil
        case UInt8(ascii: "="):
            let words = text.split(separator: 0x20)
            return zip(words, words.dropFirst()).contains { count, word in
                (word.hasPrefix("failed") || word.hasPrefix("error")) && count.first != UInt8(ascii: "0")
                    && count.allSatisfy(\.isDigit)
            }
        case let first? where first.isDigit:
            return text.first(" tests failed out of ") != nil && text.first("% tests passed, 0 ") == nil
        default: return beginnings.contains(where: text.hasPrefix)
        }
    }

    /// Where a line begins an XML document: at a declaration, or at the root of a report.
    private func documentStart(in line: Bytes, isWhole: Bool) -> Int? {
        guard format == nil || format == .junit, let first = line.firstByte(UInt8(ascii: "<")) else { return nil }
        let before = line[..<first].trimmed
        let isAlone = before.isEmpty || before.elementsEqual([0xef, 0xbb, 0xbf])
        guard isAlone || !(before.first == UInt8(ascii: "#") || TAPLine.isLikely(before)) else { return nil }
        var next: Int? = first
        while let at = next {
            if Self.isDocument(line[at...], isAlone: isAlone && at == first, isWhole) { return at }
            next = line[(at + 1)...].firstByte(UInt8(ascii: "<"))
        }
        return nil
    }

    /// - Parameter isAlone: Nothing stands before it; within a sentence a tag needs an attribute.
    private static func isDocument(_ text: Bytes, isAlone: Bool, _ isWhole: Bool) -> Bool {
        if text.hasPrefix("<?xml ") { return isAlone || text.first("version") != nil }
        guard text.hasPrefix("<testsuite") else { return false }
        let rest = text.dropFirst(text.hasPrefix("<testsuites") ? 11 : 10)
        guard let next = rest.first else { return isAlone && isWhole }
        if next.isBlank { return isAlone || rest.first("=\"") != nil }
        return isAlone && "/>".utf8.contains(next)
    }
}
