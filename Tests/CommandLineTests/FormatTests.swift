import Foundation
import PatchbenchTestSupport
import Testing

@testable import patchbench

@Suite struct FormatTests {
    @Test(
        arguments: [
            ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("two\nlines", "\"two\nlines\""),
            ("plain", "plain"),
            ("", ""), ("漢字", "漢字"),
        ])
    func `a text is quoted in CSV where RFC 4180 wants it`(text: String, field: String) {
        #expect(DataTable(columns: ["x"], rows: [[.text(text)]]).csv == ["x", field])
    }

    @Test(
        arguments: [
            (1.0, "1"), (-3, "-3"), (0.1, "0.1"), (1234567.125, "1234567.125"), (1e300, "1e+300"), (.nan, ""),
            (.infinity, ""), (0, "0"),
        ])
    func `a number is in full`(number: Double, field: String) {
        #expect(DataTable(columns: ["x"], rows: [[.number(Optional(number))]]).csv == ["x", field])
    }

    @Test func `a document's table keeps its columns whatever stands in them`() {
        let table = DataTable(
            title: "all", columns: ["name", "value"],
            rows: [[.text("a|b\nc<i>"), .number(0.123456)], [.none, .number(12)]])
        #expect(
            table.markdown == [
                "all", "", "| name | value |", "|---|--:|", "| a\\|b c&lt;i> | 0.123 |", "|  | 12 |",
            ])
    }

    /// Verbs that print a table, and the columns that CSV has of it.
    @Test(
        arguments: [
            ("series", "number,patch,flag,state,files,insertions,deletions"),
            ("diffstat", "number,patch,flag,state,files,insertions,deletions"),
            ("diffstat 0..3", "file,insertions,deletions"), ("build", "stage,patch,outcome,seconds"),
            ("test", "stage,patch,test,outcome,expected,message"),
            ("bench --rounds 3", "stage,patch,metric,unit,median,low,high,samples,ratio to before,verdict"),
            (
                "compare 0 1 --rounds 3",
                "before,after,patch,metric,unit,value before,value after,ratio,low,high,verdict,rounds"
            ),
            (
                "attribute --rounds 3",
                "before,after,patch,metric,unit,value before,value after,ratio,low,high,verdict,rounds"
            ),
            (
                "ablate 2 3 --rounds 3",
                "compared,before,after,patch,metric,unit,value before,value after,ratio,low,high,verdict,rounds"
            ),
            ("claims --rounds 3", "number,patch,claim,verdict,evidence"),
            ("bisect --metric alloc 0..1", "first,last,patch,what,probability,effect,low,high"),
            ("history", "run,series,verb,begun,stages,rounds,processes,state,host"),
            ("log 1", "run,begun,build,metric,unit,median,samples"),
        ])
    func `every table is there in each form`(line: String, columns: String) async throws {
        let small = try SmallSeries()
        let words = line.split(separator: " ").map(String.init)
        if ["history", "log"].contains(words[0]) { _ = try await small.patchbench("bench", "--rounds", "1") }
        let csv = try await small.patchbench(words + ["--format", "csv"])
        #expect(csv.text.split(separator: "\n").first.map(String.init) == columns, "\(csv.errors)")
        let count = columns.split(separator: ",").count
        #expect(csv.text.split(separator: "\n").count > 1)
        #expect(
            csv.text.contains("\"")
                || csv.text.split(separator: "\n").allSatisfy { $0.filter { $0 == "," }.count == count - 1 })
        let markdown = try await small.patchbench(words + ["--format", "markdown"])
        #expect(markdown.text.contains("|---"), "\(markdown.text)")
        let json = try await small.patchbench(words + ["--format", "json"])
        let document = try JSONSerialization.jsonObject(with: Data(json.output))
        #expect(document is [String: Any] || document is [Any])
        let text = try await small.patchbench(words + ["--format", "text"])
        #expect(text.text.split(separator: "\n").allSatisfy { $0.count <= 75 }, "\(text.text)")
    }

    @Test func `two forms at once are refused`() async throws {
        let answer = try await SmallSeries().patchbench("series", "--json", "--format", "csv")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("--json and --format csv are two forms; give one."))
    }

    @Test func `run says first which patch did it`() async throws {
        let small = try SmallSeries()
        let answer = try await small.patchbench("run", "--rounds", "3")
        #expect(
            answer.text.contains(
                """
                1 lower-value and 3 halved-value make alloc(size=32) 20% and 50% faster; 1
                patch changes nothing that can be told.

                """))
        #expect(
            answer.text.contains(
                """
                alloc, cycles (less is better)
                  size                  32    change
                  0 base          10.0 \u{B1}0%
                  1 lower-value   8.00 \u{B1}0%    -20.0%
                  2 0002-say-why  8.00 \u{B1}0%         =
                  3 halved-value  4.00 \u{B1}0%    -50.0%
                  0 to 3                      -60.0%

                """))
        #expect(answer.text.split(separator: "\n").allSatisfy { $0.count <= 75 || $0.hasPrefix("report: ") })
    }
}
