import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import Results

/// The rounds of a run that nodes measure, and where they stand.
struct NodeCampaign {
    let job: NodeJob
    let run: Int64
    let database: ResultsDatabase
    var rounds: Rounds
    var missing: MissingPatterns
    let clock: any Timekeeper
    private(set) var problems: [StageProblem] = []
    /// Once the first node is there: to wait for one spends no budget.
    private var start: ContinuousClock.Instant?
    private var losses = 0
    private var begun: Set<Int> = []
    /// What a run took, the latest one.
    private var sampleTime = 0.0

    struct Slot: Hashable {
        var stage: StageID
        var round: Int

        init(_ stage: StageID, _ round: Int) { (self.stage, self.round) = (stage, round) }
    }

    init(
        job: NodeJob, run: Int64, database: ResultsDatabase, rounds: Rounds, missing: MissingPatterns,
        clock: any Timekeeper
    ) {
        (self.job, self.run, self.database) = (job, run, database)
        (self.rounds, self.missing, self.clock) = (rounds, missing, clock)
    }

    /// Goes on with what tasks were told before.
    mutating func adopt(_ tasks: [AdoptedTask]) throws {
        rounds.skip(to: (try database.measurements(of: run).map(\.round).max() ?? 0) + 1)
        for task in tasks where task.isLiving {
            guard let node = job.hello(of: task.number)?.node else { continue }
            var given: [Int: Set<StageID>] = [:]
            for case .round(let number, let stages) in task.orders {
                given[number, default: []].formUnion(stages.compactMap { StageID($0) })
            }
            rounds.adopt(node, given)
        }
    }

    /// Whether there is nothing that anybody will ask again.
    var isWhole: Bool { losses == 0 && rounds.step == .done(.complete) }

    var elapsed: Duration { start.map { clock.now - $0 } ?? .zero }

    mutating func welcome(_ hello: NodeHello, _ task: Int) throws {
        start = start ?? clock.now
        try database.add(node: hello.node, hello.environment, to: run)
        // Two tasks on one node would be in each other's way.
        let others = job.working.filter { $0 != task && job.hello(of: $0)?.node == hello.node }
        if !others.isEmpty { try job.tell(.stop, to: task) }
    }

    mutating func begin(_ round: Int, _ state: MachineState) throws {
        guard begun.insert(round).inserted else { return }
        try database.addRound(round, state, to: run, at: clock.date)
    }

    /// - Returns: Whether it was waited for.
    mutating func take(_ sample: SampleLine, of task: Int) throws -> Bool {
        guard let stage = StageID(sample.stage), let node = job.hello(of: task)?.node,
            rounds.awaits(stage, in: sample.round)
        else { return false }
        let output = sample.output
        sampleTime = sample.seconds
        missing.see(output)
        if sample.round > 0 {
            try database.add(
                StageMeasurement(stage: stage, round: sample.round, output: output, node: node), begun: sample.begun,
                took: .seconds(sample.seconds), to: run)
        }
        rounds.record(.sample(output), of: stage, round: sample.round, at: elapsed)
        if rounds.completeRounds > 0 { try missing.check(at: rounds.completeRounds) }
        return true
    }

    mutating func fail(_ stage: StageID, _ round: Int, on node: String, _ text: String) {
        guard rounds.awaits(stage, in: round) else { return }
        let cause = StageProblem.Cause.elsewhere(node: node, isBuild: false, text: text, log: job.folder.url)
        let problem = StageProblem(stage: stage, cause: cause)
        if !problems.contains(where: { $0.stage == stage }) { problems.append(problem) }
        rounds.record(.failed, of: stage, round: round, at: elapsed)
    }

    /// A task has ended before the rounds have: another one is asked for.
    mutating func lose(_ task: Int) async throws {
        guard let node = job.hello(of: task)?.node else { return try await replace() }
        let isDouble = job.working.contains { job.hello(of: $0)?.node == node }
        if isDouble { return }
        rounds.lose(node)
        try await replace()
    }

    private mutating func replace() async throws {
        losses += 1
        guard losses <= Nodes.tries * max(1, job.open.count + 1) else {
            // What is left goes on without it.
            guard job.open.isEmpty else { return }
            throw NodeError.lost(lastLines: job.lastWords.lines, log: job.lastWords.log)
        }
        _ = try await job.begin([[]])
    }

    /// What a node has to do at least until somebody looks at it again.
    private static let work: Duration = .seconds(2)

    /// Gives each node what is next before it is through with what it is at.
    mutating func giveOrders() throws {
        let ahead = sampleTime > 0 ? min(100, Int((Self.work / .seconds(sampleTime)).rounded(.up))) : 1
        for task in job.working {
            guard let node = job.hello(of: task)?.node else { continue }
            while let order = rounds.order(for: node, ahead: ahead, at: elapsed) {
                try job.tell(.round(order.round, stages: order.stages.map(\.description)), to: task)
            }
        }
    }
}
