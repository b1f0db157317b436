import Testing

@testable import Judging
@testable import Outputs
@testable import Statistics

@Suite struct SearchReaderTests {
    private func results(_ outcomes: TestResult.Outcome...) -> [TestResult] {
        outcomes.map { TestResult(name: "opens", outcome: $0) }
    }

    @Test func `of a name that stands twice the worst result answers`() throws {
        var reader = SearchReader()
        #expect(try reader.read(results(.pass, .fail), for: "opens") == .failed)
        #expect(try reader.read(results(.fail, .pass), for: "opens") == .failed)
        #expect(try reader.read(results(.skip, .pass), for: "opens") == .passed)
        #expect(try reader.read(results(.skip), for: "opens") == .untestable)
    }
}
