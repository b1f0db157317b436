import Foundation
import PatchbenchTestSupport
import Testing

@testable import Outputs

/// Encodings, pieces and limits, which do not depend on what a report says.
@Suite struct TestReaderTests {
    static let tap = "TAP version 14\n1..2\nok 1 - caf\u{e9}\nnot ok 2 - b\n  ---\n  message: 'why'\n  ...\n"
    static let xml = """
        <testsuite tests="2" failures="1"><testcase name="caf\u{e9}"/>
        <testcase name="b"><failure message="why"/></testcase></testsuite>

        """
    static let kernel =
        "[    0.41] KTAP version 1\n[    0.42] 1..2\n[   10.43] ok 1 caf\u{e9}\n[   10.44] not ok 2 b # why\n"
    static let results = [
        TestResult(name: "caf\u{e9}", outcome: .pass), TestResult(name: "b", outcome: .fail, message: "why"),
    ]

    private func utf16(_ text: String, _ isBigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xfeff] : []) + Array(text.utf16)).flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xff)]
            return isBigEndian ? bytes : bytes.reversed()
        }
    }

    @Test(arguments: [tap, xml, kernel]) func `line ends, marks and encodings change nothing`(_ text: String) {
        let bytes = Array(text.utf8)
        let forms: [[UInt8]] = [
            bytes, Array(text.replacing("\n", with: "\r\n").utf8), Array(text.replacing("\n", with: "\r\r\n").utf8),
            Array(text.replacing("\n", with: "\r").utf8), [0xef, 0xbb, 0xbf] + bytes,
            utf16(text, false, mark: true), utf16(text, true, mark: true), utf16(text, false, mark: false),
            utf16(text, true, mark: false), utf16(text.replacing("\n", with: "\r\n"), false, mark: true),
            text.unicodeScalars.map { UInt8($0.value) },
            Array("hello\n".utf8) + utf16(text, false, mark: true), Array("hello\n".utf8) + [0xef, 0xbb, 0xbf] + bytes,
        ]
        for (index, form) in forms.enumerated() {
            for pieces in [Int.max, 1, 7] {
                let reading = TestReading.of(form, pieces: pieces)
                #expect(reading.results == Self.results, "form \(index) in pieces of \(pieces)")
                #expect(reading.problems == [])
            }
        }
    }

    @Test(arguments: [
        ("UTF-8", [0xc3, 0xa9] as [UInt8]), ("ISO-8859-1", [0xe9]), ("windows-1252", [0xe9]), ("iso-8859-2", [0xe9]),
    ]) func `a declaration names the encoding`(_ name: String, _ letter: [UInt8]) {
        let start = "<?xml version=\"1.0\" encoding=\"\(name)\"?><testsuite><testcase name=\"caf"
        let bytes = Array(start.utf8) + letter + Array("\"/></testsuite>".utf8)
        #expect(TestReading.of(bytes).results.map(\.name) == ["caf\u{e9}"])
    }

    @Test func `an encoding that is not read is named`() {
        let xml = "<?xml version=\"1.0\" encoding=\"ebcdic\"?><testsuite><testcase name=\"a\"/></testsuite>"
        #expect(TestReading.of(xml).problems == [TestReportProblem(line: 1, .xml(.unknownEncoding("ebcdic")))])
        let wide = Self.tap.unicodeScalars.flatMap { [UInt8(truncatingIfNeeded: $0.value), 0, 0, 0] as [UInt8] }
        #expect(TestReading.of([0xff, 0xfe, 0, 0] + wide).problems.map(\.reason) == [.isUTF32])
    }

    @Test func `two names of Latin-1 stay two`() {
        let bytes = Array("1..2\nok 1 - a".utf8) + [0xe8] + Array("\nok 2 - a".utf8) + [0xe9, 0x0a]
        #expect(TestReading.of(bytes).results.map(\.name) == ["a\u{e8}", "a\u{e9}"])
    }

    static let files: [String] = {
        let folder = Product.packageRoot.appending(path: "fixtures", directoryHint: .isDirectory)
        return ["cases/test", "test-output"].flatMap { part in
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)
            return (names ?? []).sorted().map { "\(part)/\($0)" }
        }
    }()

    @Test(arguments: files) func `it does not matter in what pieces a report comes`(_ file: String) throws {
        let bytes = Array(try Data(contentsOf: Product.packageRoot.appending(path: "fixtures/" + file)))
        let whole = TestReading.of(bytes)
        #expect(whole.isReport)
        for pieces in [1, 2, 3, 5, 64] { #expect(TestReading.of(bytes, pieces: pieces) == whole) }
    }

    @Test func `a report that is cut off is no pass`() {
        let tap = Array("TAP version 14\n1..2\nok 1 - a\nok 2 - b\n".utf8)
        let xml = Array("<testsuite><testcase name=\"a\"/><testcase name=\"b\"></testcase></testsuite>".utf8)
        for (bytes, from, to) in [(tap, 15, tap.count - 9), (xml, 12, xml.count)] {
            for cut in from..<to {
                let reading = TestReading.of(Array(bytes[..<cut]))
                #expect(reading.isReport)
                #expect(!reading.problems.isEmpty, "\(cut)")
            }
        }
    }

    @Test func `long lines, tags and messages are read with bounds`() {
        let long = String(repeating: "x", count: 3 << 20)
        let tap = TestReading.of("\(long)\n1..2\nok 1 - a\n# \(long)\nnot ok 2 - b # \(long)\n")
        #expect(tap.results.map(\.outcome) == [.pass, .fail])
        #expect(tap.results[1].message.utf8.count < 600)
        let xml =
            "<testsuite><testcase name=\"a\"><failure message=\"\(long)\">\(long)</failure></testcase></testsuite>"
        let reading = TestReading.of(Array(xml.utf8), pieces: 1 << 16)
        #expect(reading.results.map(\.outcome) == [.fail])
        #expect(reading.results[0].message.utf8.count < 600)
    }

    @Test(arguments: ["ok 1 - a\n", "<testsuite><testcase name=\"a\"/></testsuite>\n"])
    func `more results than are read are named`(_ report: String) {
        var reader = TestReader(format: nil, most: 1000)
        for _ in 0..<1000 { reader.read(Array(report.utf8)) }
        #expect(!reader.isFull)
        reader.read(Array(report.utf8))
        #expect(reader.isFull)
        let reading = reader.finish()
        #expect(reading.problems.map(\.reason) == [.tooManyResults])
        #expect(reading.results.map(\.times) == [1001])
    }
}
