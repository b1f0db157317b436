import Foundation
import PatchModel

/// Reads JUnit XML reports, as pytest, Maven, googletest, node and many others write them.
///
/// A test is called `classname.name`. A `failure` is a failed test, an `error` a crash; a test that is both skipped and
/// failed, or skipped as `pytest.xfail`, failed as expected. Where no element says how a test went, its attributes do.
/// There is no standard: this takes the elements that those tools have in common.
struct JUnitReader {
    private enum Element {
        case suite, test, other
        case verdict(Verdict)
    }

    private enum Verdict { case failure, error, skipped, flaky, rerun }

    /// Of the documents that ended.
    var results: [TestResult] = []
    private(set) var problems: [TestReportProblem] = []
    /// Documents whose root is that of a report.
    private(set) var reports = 0
    /// A document of another kind.
    private(set) var otherRoot: TestReportProblem?
    private(set) var isOpen = false
    /// So many results were read.
    private(set) var count = 0
    private var scanner = XMLScanner()
    private var encoding = String.Encoding.utf8
    private var path: [(name: Bytes, element: Element)] = []
    private var suites: [JUnitSuite] = []
    private var test: JUnitTest?
    /// Of the document that is open.
    private var pending: [TestResult] = []
    private var text: [UInt8] = []
    /// Why a suite failed, in its own words.
    private var ownMessage = ""

    mutating func begin() {
        (isOpen, scanner, encoding) = (true, XMLScanner(), .utf8)
        (path, suites, test, pending, text) = ([], [], nil, [], [])
    }

    /// Reads as far as the document and the piece go.
    ///
    /// - Returns: Where that is.
    mutating func take(_ piece: Bytes, line: inout Int, isLast: Bool) -> Int {
        var rest = piece
        while isOpen {
            let (token, end) = scanner.next(rest, isLast: isLast)
            if case .more = token {
                if isLast { fail(line + rest.trimmedEnd.count(of: 0x0a), .malformed("it is cut off")) }
                return isLast ? piece.endIndex : rest.startIndex
            }
            take(token, at: line)
            line += rest[..<end].count(of: 0x0a)
            rest = rest[end...]
        }
        return rest.startIndex
    }

    private mutating func take(_ token: XMLScanner.Token, at line: Int) {
        switch token {
        case .start(let name, let attributes, let isEmpty):
            open(name, attributes, at: line)
            if isEmpty, isOpen { close(at: line) }
        case .end(let name):
            guard let last = path.last, last.name == name else { return fail(line, .malformed("not well-formed XML")) }
            close(at: line)
        case .text(let text, let isRaw):
            guard case .verdict? = path.last?.element, self.text.count < 4096 else { return }
            self.text += isRaw ? Array(text) : XMLScanner.resolved(text.prefix(4096))
        case .declaration(let text): declare(text, at: line)
        case .other: break
        case .more, .malformed: fail(line, .malformed("not well-formed XML"))
        }
    }

    /// Nothing of a document that is not well-formed counts.
    private mutating func fail(_ line: Int, _ problem: TestReportProblem.XMLProblem) {
        problems.append(TestReportProblem(line: line, .xml(problem)))
        isOpen = false
        pending = []
    }

    private mutating func declare(_ text: Bytes, at line: Int) {
        guard path.isEmpty, let attributes = XMLScanner.attributes(text.dropFirst(5), \.text) else {
            return fail(line, .malformed("not well-formed XML"))
        }
        switch (attributes["encoding"] ?? "utf-8").lowercased() {
        // What was UTF-16 is UTF-8 by now.
        case "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be": encoding = .utf8
        case "iso-8859-1", "latin1", "latin-1": encoding = .isoLatin1
        case "iso-8859-2": encoding = .isoLatin2
        case "windows-1250", "cp1250": encoding = .windowsCP1250
        case "windows-1251", "cp1251": encoding = .windowsCP1251
        case "windows-1252", "cp1252": encoding = .windowsCP1252
        case let other: problems.append(TestReportProblem(line: line, .xml(.unknownEncoding(other))))
        }
    }

    private func decode(_ bytes: Bytes) -> String {
        guard encoding != .utf8, bytes.contains(where: { $0 >= 0x80 }) else { return bytes.text }
        return String(bytes: bytes, encoding: encoding) ?? bytes.text
    }
}

/// Elements.
extension JUnitReader {
    private static func element(_ name: Bytes) -> Element {
        switch name.text {
        case "testsuites", "testsuite": .suite
        case "testcase": .test
        case "failure": .verdict(.failure)
        case "error": .verdict(.error)
        case "skipped": .verdict(.skipped)
        case "flakyFailure", "flakyError": .verdict(.flaky)
        case "rerunFailure", "rerunError": .verdict(.rerun)
        default: .other
        }
    }

    private mutating func open(_ name: Bytes, _ attributes: Bytes, at line: Int) {
        let element = Self.element(name)
        if path.isEmpty {
            guard case .suite = element else {
                isOpen = false
                otherRoot = otherRoot ?? TestReportProblem(line: line, .xml(.otherRoot(name.message)))
                return
            }
            reports += 1
        }
        guard path.count < 256 else { return fail(line, .malformed("more than 256 elements in one another")) }
        let parent = path.last?.element
        // Only the name is kept, not the piece that it is in.
        path.append((Array(name)[...], element))
        if case .other = element { return }
        guard let attributes = XMLScanner.attributes(attributes, decode) else {
            return fail(line, .malformed("not well-formed XML"))
        }
        switch (element, parent) {
        case (.suite, _): suites.append(JUnitSuite(attributes, line: line))
        case (.test, _):
            guard attributes["name"] != nil else { return fail(line, .noName) }
            test = JUnitTest(attributes)
        case (.verdict, .test?), (.verdict, .suite?):
            text = []
            ownMessage = attributes["message"].map { Array($0.utf8)[...].message } ?? ""
            if case .verdict(.skipped) = element { test?.isExpectedFailure = attributes["type"] == "pytest.xfail" }
        case (.verdict, _), (.other, _): path[path.count - 1].element = .other
        }
    }

    private mutating func close(at line: Int) {
        switch path.removeLast().element {
        case .other: break
        case .test: closeTest(at: line)
        case .verdict(let verdict): closeVerdict(verdict)
        case .suite:
            let suite = suites.removeLast()
            problems += suite.contradictions
            if suites.isEmpty { closeReport() } else { suites[suites.count - 1].take(suite) }
        }
    }

    private mutating func closeTest(at line: Int) {
        guard let test else { return }
        self.test = nil
        let result = test.result
        if case .unknown(let attribute, let value)? = test.unknown {
            problems.append(
                TestReportProblem(line: line, .xml(.unknownStatus(attribute, value: value, test: result.name))))
        }
        suites[suites.count - 1].take(result)
        add(result)
    }

    private mutating func closeVerdict(_ verdict: Verdict) {
        let message = ownMessage.isEmpty ? decode(text[...]).utf8Message : ownMessage
        (text, ownMessage) = ([], "")
        guard test == nil else {
            switch verdict {
            case .failure: test?.mark(.fail, message)
            case .error: test?.mark(.crash, message)
            case .skipped: test?.skip(message)
            case .flaky: test?.flaky = message
            case .rerun: test?.rerun = message
            }
            return
        }
        let outcome: TestResult.Outcome = verdict == .skipped ? .skip : verdict == .error ? .crash : .fail
        let suite = suites[suites.count - 1].name
        let name = suite.isEmpty ? "test suite" : suite
        let result = TestResult(name: name, outcome: outcome, message: message)
        suites[suites.count - 1].takeOwn(result)
        add(result)
    }

    private mutating func add(_ result: TestResult) {
        pending.append(result)
        count += 1
    }

    private mutating func closeReport() {
        isOpen = false
        if results.isEmpty { swap(&results, &pending) } else { results += pending }
        pending = []
    }
}

extension String {
    fileprivate var utf8Message: String { Array(utf8)[...].message }
}

extension Bytes {
    /// Without empty lines at its end.
    fileprivate var trimmedEnd: Bytes {
        var end = endIndex
        while end > startIndex, self[end - 1].isBlank { end -= 1 }
        return self[..<end]
    }
}
