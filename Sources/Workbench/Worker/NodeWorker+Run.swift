import Files
import Foundation
import Machine
import Synchronization

extension NodeWorker {
    /// A job that hears nothing for so long is alone: whoever asked for it is gone.
    static let patience: Duration = .seconds(600)
    static let poll: Duration = .milliseconds(200)

    /// Works on a task of a job, whose orders and lines are files in the job's folder.
    ///
    /// - Throws: `NodeError.taken` where another process does.
    public static func run(
        _ folder: URL, task: Int, node: String, temporary: String, tools: BenchTools,
        describe: @escaping @Sendable (StageProblem) -> String
    ) async throws {
        let files = NodeJobFolder(url: folder)
        let lines: LineFile
        do { lines = try LineFile(making: files.lines(task).path) } catch {
            throw error.errno == EEXIST ? NodeError.taken(folder) : error
        }
        var reader = LineReader(files.orders(task).path)
        let clock = tools.clock
        try await run(folder, node: node, temporary: temporary, tools: tools, describe: describe) { give in
            var heard = clock.now
            while clock.now - heard < patience {
                let orders = reader.next()
                if !orders.isEmpty { heard = clock.now }
                for order in orders + [""] where !give(order) { return }
                try await clock.sleep(for: poll)
            }
        } tell: { line in
            try lines.add(line)
        }
    }

    /// Works on what `listen` hands on, line by line, or nothing now and then, until that ends or is told that no more
    /// is wanted; where `stop` comes, or the orders end without an `end`, at once.
    public static func run(
        _ folder: URL, node: String, temporary: String, tools: BenchTools,
        describe: @escaping @Sendable (StageProblem) -> String,
        listen: (_ give: (String) -> Bool) async throws -> Void, tell: @escaping @Sendable (String) throws -> Void
    ) async throws {
        let (orders, giving) = AsyncStream.makeStream(of: NodeOrder.self)
        let flag = Flag()
        let work = Task {
            defer { flag.isOver.store(true, ordering: .relaxed) }
            let worker = try await NodeWorker(
                folder, node: node, temporary: temporary, tools: tools, describe: describe, tell: tell)
            try await worker.work(orders)
        }
        try await withTaskCancellationHandler {
            var hasEnd = false
            do {
                try await listen { line in
                    guard let order = NodeText.value(NodeOrder.self, of: line) else {
                        return !flag.isOver.load(ordering: .relaxed)
                    }
                    if order == .stop { return false }
                    giving.yield(order)
                    hasEnd = order == .end
                    return !hasEnd
                }
            } catch is CancellationError {}
            if !hasEnd { work.cancel() }
            giving.finish()
            try await work.value
        } onCancel: {
            work.cancel()
        }
    }

    private final class Flag: Sendable {
        let isOver = Atomic(false)
    }
}
