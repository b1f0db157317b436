import Foundation
import Machine

/// What gives jobs to nodes. A job has tasks, each a process of `patchbench work` on a node that it has for itself.
protocol NodeQueue: AnyObject, Sendable {
    /// How many tasks can go on at once.
    func width() async throws -> Int
    /// Lets tasks, whose orders are there, wait for a node each.
    func begin(_ tasks: Range<Int>, of job: NodeJobFolder) async throws
    /// The tasks that wait or go on; nil where that cannot be told now.
    func living(of job: NodeJobFolder) async throws -> Set<Int>?
    /// Ends all tasks.
    func cancel(_ job: NodeJobFolder) async
    /// Brings folders, paths below that of all that is kept, to where tasks see them.
    func send(_ folders: [String]) async throws
    /// Brings a folder that a task has left here.
    func fetch(_ folder: String, from task: Int, of job: NodeJobFolder) async throws
}

/// Runs the programs that speak to nodes.
struct NodeShell: Sendable {
    let runner: any CommandRunning
    let environment: [String: String]
    /// Where they run, and where what they print is kept for a moment.
    let folder: URL

    struct Answer {
        var isSuccess: Bool
        var output: String
        var errors: [String]
    }

    func run(_ command: String, limit: Duration = .seconds(60)) async throws -> Answer {
        let name = UUID().uuidString
        let output = folder.appending(path: name + ".out", directoryHint: .notDirectory)
        let errors = folder.appending(path: name + ".err", directoryHint: .notDirectory)
        defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
        let outcome = try await runner.run(
            ShellCommand(
                text: command, directory: folder, environment: environment, limit: limit, output: output,
                errors: errors))
        return Answer(
            isSuccess: outcome.isSuccess, output: LogFile(output).text,
            errors: LogFile(errors).lastLines(10) + LogFile(output).lastLines(10))
    }

    /// - Throws: `NodeError.refused` where it does not succeed.
    func need(_ command: String, limit: Duration = .seconds(60)) async throws -> String {
        let answer = try await run(command, limit: limit)
        guard answer.isSuccess else { throw NodeError.refused(command, lastLines: answer.errors) }
        return answer.output
    }

    /// As one word to a shell.
    static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
