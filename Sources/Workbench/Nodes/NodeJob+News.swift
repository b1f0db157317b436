import Files
import Foundation
import Machine

/// A task that another process asked for.
struct AdoptedTask {
    var number: Int
    var isLiving: Bool
    /// What it was told.
    var orders: [NodeOrder]
}

/// A job that was asked for, and what its tasks have said.
final class NodeJob {
    let folder: NodeJobFolder
    /// Whether it is what the folder had a job for before.
    let isSame: Bool
    private let queue: any NodeQueue
    private let clock: any Timekeeper
    private var tasks: [Int: TaskState] = [:]
    private var looked: ContinuousClock.Instant
    private var told: ContinuousClock.Instant

    /// How often the files of tasks are looked at.
    static let poll: Duration = .milliseconds(200)
    /// How often what gives the nodes work is asked what became of the tasks.
    private static let lookEvery: Duration = .seconds(3)
    /// How often tasks are told that somebody is still there.
    private static let greetEvery: Duration = .seconds(60)

    private struct TaskState {
        var reader: LineReader
        var orders: LineFile
        var hello: NodeHello?
        var isOver = false
        var isLost = false
        /// It was over before this process asked for anything.
        var isPast = false
    }

    enum News {
        case line(NodeLine)
        /// The task has ended before its time.
        case lost
    }

    init(_ folder: NodeJobFolder, isSame: Bool, _ queue: any NodeQueue, _ clock: any Timekeeper) {
        (self.folder, self.isSame, self.queue, self.clock) = (folder, isSame, queue, clock)
        (looked, told) = (clock.now, clock.now)
    }

    /// Asks for tasks, each with its first orders.
    /// - Returns: Their numbers.
    func begin(_ orders: [[NodeOrder]]) async throws -> Range<Int> {
        let first = (folder.tasks.last ?? -1) + 1
        let numbers = first..<(first + orders.count)
        guard !numbers.isEmpty else { return numbers }
        for (number, orders) in zip(numbers, orders) {
            let file = try LineFile(making: folder.orders(number).path)
            for order in orders { try file.add(NodeText.line(order)) }
            tasks[number] = TaskState(reader: LineReader(folder.lines(number).path), orders: file)
        }
        try await queue.begin(numbers, of: folder)
        looked = clock.now
        return numbers
    }

    /// Takes over the tasks that another process asked for. What they have said is news once more.
    /// - Parameter living: Those that go on.
    func adopt(_ living: Set<Int>) throws -> [AdoptedTask] {
        try folder.tasks.map { task in
            var (orders, lines) = (LineReader(folder.orders(task).path), LineReader(folder.lines(task).path))
            let told = orders.next().compactMap { NodeText.value(NodeOrder.self, of: $0) }
            let isLiving = living.contains(task)
            var state = TaskState(
                reader: LineReader(folder.lines(task).path), orders: try LineFile(addingTo: folder.orders(task).path),
                isLost: !isLiving, isPast: !isLiving)
            for line in lines.next() {
                if case .hello(let hello) = NodeText.value(NodeLine.self, of: line) { state.hello = hello }
            }
            tasks[task] = state
            if isLiving { try tell(.wait, to: task) }
            return AdoptedTask(number: task, isLiving: isLiving, orders: told)
        }
    }

    func tell(_ order: NodeOrder, to task: Int) throws { try tasks[task]?.orders.add(NodeText.line(order)) }

    func hello(of task: Int) -> NodeHello? { tasks[task]?.hello }

    /// The tasks that have said who they are and still go on.
    var working: [Int] { tasks.filter { $0.value.hello != nil && !$0.value.isOver && !$0.value.isLost }.keys.sorted() }

    /// The tasks of which something is still to come.
    var open: [Int] { tasks.filter { !$0.value.isOver && !$0.value.isLost }.keys.sorted() }

    /// What tasks have said since the last time. What a task that is lost says all the same is handed on, too.
    func news() async throws -> [(task: Int, news: News)] {
        var news = tasks.keys.sorted().flatMap(lines)
        if clock.now - told >= Self.greetEvery {
            told = clock.now
            for task in open { try tell(.wait, to: task) }
        }
        guard !open.isEmpty, clock.now - looked >= Self.lookEvery else { return news }
        let before = open
        guard let living = try await queue.living(of: folder) else { return news }
        looked = clock.now
        for task in before where !living.contains(task) {
            // It may have said its last between the two looks.
            news += lines(of: task)
            guard tasks[task]?.isOver == false else { continue }
            tasks[task]?.isLost = true
            // Where it goes on all the same, nobody waits for it.
            try tell(.stop, to: task)
            news.append((task, .lost))
        }
        return news
    }

    private func lines(of task: Int) -> [(task: Int, news: News)] {
        guard var state = tasks[task] else { return [] }
        defer { tasks[task] = state }
        return state.reader.next().compactMap { text in
            guard let line = NodeText.value(NodeLine.self, of: text) else { return nil }
            switch line {
            case .hello(let hello): state.hello = hello
            case .over: state.isOver = true
            default: return (task, .line(line))
            }
            return state.isPast ? nil : (task, .line(line))
        }
    }

    /// What the latest task that said anything outside of its lines said.
    var lastWords: (lines: [String], log: URL) {
        let logs = folder.tasks.map(folder.log)
        let log = logs.last { !LogFile($0).lastLines(1).isEmpty } ?? logs.last ?? folder.url
        return (LogFile(log).lastLines(5), log)
    }

    /// Ends all tasks.
    func end() async {
        for task in open { try? tell(.stop, to: task) }
        // Also where the task that waits here was cancelled.
        let (queue, folder) = (queue, folder)
        await Task { await queue.cancel(folder) }.value
    }
}
