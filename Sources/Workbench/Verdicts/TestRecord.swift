import Foundation

/// The results of one build's tests, kept so that they need not run again.
struct TestRecord {
    let file: URL

    private struct Content: Codable {
        /// The commands that the results come from.
        var command: String
        var trace: String?
        var tests: [Entry]
    }

    private struct Entry: Codable {
        var name: String
        var outcome: TestResult.Outcome
        var isExpected: Bool
        var message: String
    }

    /// The results, where they come from these very commands.
    func read(command: String, trace: String?) -> [TestResult]? {
        guard let data = try? Data(contentsOf: file), let content = try? JSONDecoder().decode(Content.self, from: data),
            content.command == command, content.trace == trace
        else { return nil }
        return content.tests.map {
            TestResult(name: $0.name, outcome: $0.outcome, isExpected: $0.isExpected, message: $0.message)
        }
    }

    func write(_ tests: [TestResult], command: String, trace: String?) throws {
        let entries = tests.map {
            Entry(name: $0.name, outcome: $0.outcome, isExpected: $0.isExpected, message: $0.message)
        }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let data = try JSONEncoder().encode(Content(command: command, trace: trace, tests: entries))
        try data.write(to: file, options: .atomic)
    }
}
