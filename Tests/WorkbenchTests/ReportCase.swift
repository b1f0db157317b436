import Testing

@testable import Machine
@testable import Outputs
@testable import Workbench

/// What a command prints, and what its tests did by the format's specification. `XFAIL` is a failure that is expected.
struct ReportCase: Sendable, CustomTestStringConvertible {
    var title: String
    var output: String
    /// Each name with its outcome.
    var outcomes: [String]
    /// Some words of the messages of what is no pass, all together.
    var says: [String] = []
    var ended = CommandOutcome.exited(status: 0)
    var format: TestFormat?

    var testDescription: String { title }

    func check(sourceLocation: SourceLocation = #_sourceLocation) {
        let results = TestVerdict.results(output: output, as: format, ended: ended)
        let found = results.map { "\($0.name): \($0.isExpected ? "XFAIL" : $0.outcome.rawValue)" }
        #expect(found == outcomes, sourceLocation: sourceLocation)
        let messages = results.map(\.message).joined(separator: "\n")
        for words in says { #expect(messages.contains(words), sourceLocation: sourceLocation) }
    }
}
