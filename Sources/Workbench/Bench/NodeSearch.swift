import Foundation
import Judging
import Machine
import PatchModel
import Results

/// The runs of a search that nodes are at.
struct NodeSearch {
    let job: NodeJob
    /// What a task was asked and has not answered, by the number of the answer.
    private(set) var asked: [Int: Asked] = [:]
    /// What tasks were asked that are gone, and may have answered.
    private var orphans: [Int: StageID] = [:]
    /// What is still to be asked of the stages that are wanted together.
    private(set) var waiting: [StageID] = []
    private var last: Int
    private var losses = 0
    private var unwanted: Set<Int> = []
    /// When the first node was there.
    private var met: ContinuousClock.Instant?

    struct Asked {
        var task: Int
        var stage: StageID
    }

    /// So long is waited for more nodes, once there is one, before it is chosen what they are asked.
    private static let patience: Duration = .seconds(2)

    /// - Parameter last: The greatest number of an answer that is known.
    init(_ job: NodeJob, after last: Int) { (self.job, self.last) = (job, last) }

    /// Takes over what tasks were asked before and have not answered, as far as is known.
    mutating func adopt(_ tasks: [AdoptedTask], known: Set<Int>) {
        for task in tasks {
            for case .ask(let number, let stage) in task.orders {
                last = max(last, number)
                guard !known.contains(number), let stage = StageID(stage) else { continue }
                if task.isLiving {
                    asked[number] = Asked(task: task.number, stage: stage)
                } else {
                    orphans[number] = stage
                }
            }
        }
    }

    /// The answer to what was asked; nil where it was not, or the answer is here.
    mutating func take(_ number: Int) -> StageID? {
        asked.removeValue(forKey: number)?.stage ?? orphans.removeValue(forKey: number)
    }

    /// A task has ended before its time: what it was asked is asked of another.
    mutating func lose(_ task: Int) async throws {
        for (number, one) in asked where one.task == task {
            asked[number] = nil
            waiting.append(one.stage)
        }
        // One that was not wanted is not replaced.
        guard !unwanted.contains(task) else { return }
        losses += 1
        if losses <= Nodes.tries * max(1, job.open.count + 1) {
            _ = try await job.begin([[]])
        } else if job.open.isEmpty {
            throw NodeError.lost(lastLines: job.lastWords.lines, log: job.lastWords.log)
        }
    }

    /// Two tasks on one node would be in each other's way, and there is no room for so many nodes.
    mutating func refuse(_ task: Int) throws {
        unwanted.insert(task)
        try job.tell(.stop, to: task)
    }

    /// How many stages to choose next; 0 while others are asked, or nobody is there yet.
    mutating func room(at now: ContinuousClock.Instant) -> Int {
        let working = job.working.count { !unwanted.contains($0) }
        guard working > 0, asked.isEmpty, waiting.isEmpty else { return 0 }
        met = met ?? now
        return working == job.open.count || now - met! >= Self.patience ? working : 0
    }

    mutating func want(_ stages: [StageID]) { waiting += stages }

    /// Tells tasks that have nothing to do what is wanted next. What is being built for one is not given to another.
    mutating func giveOrders(isBuilt: (StageID) async throws -> Bool) async throws {
        for task in job.working where !unwanted.contains(task) && !asked.values.contains(where: { $0.task == task }) {
            for (place, stage) in waiting.enumerated() {
                if asked.values.contains(where: { $0.stage == stage }), try await !isBuilt(stage) { continue }
                waiting.remove(at: place)
                last += 1
                asked[last] = Asked(task: task, stage: stage)
                try job.tell(.ask(last, stage: stage.description), to: task)
                break
            }
        }
    }
}
