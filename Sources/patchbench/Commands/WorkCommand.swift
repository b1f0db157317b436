import ArgumentParser
import Foundation
import Machine
import Synchronization
import Workbench

/// What a node runs for `--on`.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "Do a task of a job on this node, for --on.", shouldDisplay: false)

    @Option(help: "The task's number.") var task: Int
    @Flag(help: "Take orders from standard input, and answer on standard output.") var stream = false
    @Argument(help: "The folder of the job.") var job: String

    func run() async throws {
        let environment = Invocation.current.environment
        let named = environment["PATCHBENCH_NODE"].flatMap { $0.isEmpty ? nil : $0 }
        let (folder, node) = (Invocation.current.folder(at: job), named ?? HostInfo.current().name)
        let (temporary, tools) = (environment["TMPDIR"] ?? "/tmp", BenchTools(environment: environment))
        let describe = { @Sendable (problem: StageProblem) in problem.text }
        guard stream else {
            return try await NodeWorker.run(
                folder, task: task, node: node, temporary: temporary, tools: tools, describe: describe)
        }
        let orders = InputLines()
        orders.read()
        let console = Invocation.current.console
        try await NodeWorker.run(
            folder, node: node, temporary: temporary, tools: tools, describe: describe,
            listen: { give in
                while true {
                    let (lines, isOver) = orders.take()
                    for line in lines + [""] where !give(line) { return }
                    if isOver { return }
                    try await tools.clock.sleep(for: .milliseconds(50))
                }
            }, tell: { line in console.write(Array((line + "\n").utf8), to: .output) })
    }
}

/// Lines of standard input, read by a thread of its own, since that blocks.
private final class InputLines: Sendable {
    private let state = Mutex((lines: [String](), isOver: false))

    func read() {
        Thread.detachNewThread { [self] in
            while let line = readLine() { state.withLock { $0.lines.append(line) } }
            state.withLock { $0.isOver = true }
        }
    }

    /// Those that came since the last time.
    func take() -> (lines: [String], isOver: Bool) {
        state.withLock { state in
            defer { state.lines = [] }
            return state
        }
    }
}
