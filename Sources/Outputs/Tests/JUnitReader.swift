import Foundation
import FoundationXML

/// Reads a JUnit XML report, as pytest, Maven, gtest, node and many others write it.
///
/// A test is called `classname.name`. A `failure` is a failed test, an `error` a crash; a test that is both skipped and
/// failed, or skipped as `pytest.xfail`, failed as expected. There is no standard: this takes the elements that those
/// tools have in common.
package final class JUnitReader: NSObject, XMLParserDelegate {
    /// What cannot be read.
    package struct Problem: Error, Equatable {
        package var line: Int
        package var reason: String
    }

    private var results: [TestResult] = []
    private var current: TestResult?
    private var isSkipped = false
    private var text = ""
    private var isReport = false
    /// Elements that are open.
    private var depth = 0
    private var problem: Problem?

    package static func read(_ text: String) -> Result<[TestResult], Problem> {
        let reader = JUnitReader()
        let parser = XMLParser(data: Data(text.utf8))
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        let isWhole = parser.parse()
        if let problem = reader.problem { return .failure(problem) }
        // A document that is cut off is no error to the parser.
        guard isWhole, reader.depth == 0 else {
            return .failure(Problem(line: max(parser.lineNumber, 1), reason: "not well-formed XML"))
        }
        guard reader.isReport else {
            return .failure(Problem(line: 1, reason: "the root is neither testsuites nor testsuite"))
        }
        return .success(reader.results)
    }

    package func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        text = ""
        depth += 1
        switch name {
        case "testsuites", "testsuite": isReport = true
        case "testcase": begin(attributes, at: parser.lineNumber)
        case "failure": mark(.fail, attributes)
        case "error": mark(.crash, attributes)
        case "skipped": skip(attributes)
        default: break
        }
    }

    package func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    package func parser(_ parser: XMLParser, foundCDATA block: Data) { text += String(decoding: block, as: UTF8.self) }

    package func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?)
    {
        depth -= 1
        switch name {
        case "failure", "error", "skipped":
            guard let known = current, known.outcome != .pass, known.message.isEmpty else { return }
            let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }
            current?.message = line.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        case "testcase":
            if let current { results.append(current) }
            current = nil
        default: break
        }
    }

    private func begin(_ attributes: [String: String], at line: Int) {
        guard let name = attributes["name"] else {
            problem = problem ?? Problem(line: line, reason: "a testcase without a name")
            return
        }
        let group = attributes["classname"] ?? ""
        current = TestResult(name: group.isEmpty ? name : "\(group).\(name)", outcome: .pass)
        isSkipped = false
    }

    private func mark(_ outcome: TestResult.Outcome, _ attributes: [String: String]) {
        guard let known = current, known.outcome == .pass || known.outcome == .skip else { return }
        current?.outcome = outcome
        current?.isExpected = isSkipped
        if known.message.isEmpty { current?.message = Self.firstLine(attributes["message"]) }
    }

    private func skip(_ attributes: [String: String]) {
        isSkipped = true
        if current?.outcome == .pass {
            let isExpectedFailure = attributes["type"] == "pytest.xfail"
            current?.outcome = isExpectedFailure ? .fail : .skip
            current?.isExpected = isExpectedFailure
            current?.message = Self.firstLine(attributes["message"])
        } else {
            current?.isExpected = true
        }
    }

    private static func firstLine(_ text: String?) -> String {
        text?.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }
}
