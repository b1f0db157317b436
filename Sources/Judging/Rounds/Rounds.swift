import Outputs
import PatchModel

/// Measures stages in rounds: every round each stage once, in shuffled order.
///
/// A step machine that runs nothing: `step` says what to measure, `record` takes what came of it. What was measured
/// before is taken over in its place. A stage whose run gives no sample is left out from then on; what it gave before
/// stays.
public struct Rounds: Sendable {
    public enum Step: Sendable, Equatable {
        /// One run of a stage's benchmark.
        case measure(StageID, Place)
        /// Nodes are given rounds: `order(for:)`.
        case share
        case done(Ending)
    }

    /// Where a run stands among all.
    public struct Place: Sendable, Equatable {
        /// From 1; 0 is the round to warm up.
        public var round: Int
        /// Runs that are over, without those that were taken over.
        public var done: Int
        /// As far as can be told.
        public var total: Int
    }

    public enum Ending: Sendable, Equatable {
        /// There is nothing left to measure.
        case complete
        /// The budget is spent before that.
        case spent
    }

    /// What a run gave.
    public enum Answer: Sendable {
        case sample(BenchOutput)
        case failed
    }

    /// Rounds from which on a group can be of no more use: in fewer nothing is settled.
    static let firstLook = MetricEffect.exactRounds

    /// Of the rounds that count.
    public internal(set) var samples: RoundSamples
    public internal(set) var failed: Set<StageID> = []
    public private(set) var conditions: [String: Parameters.Value] = [:]
    /// What each stage's benchmark said of its runs.
    public private(set) var stageConditions: [StageID: [String: Parameters.Value]] = [:]
    /// Rounds in which every stage that could be measured was, without the one to warm up.
    public internal(set) var completeRounds = 0
    public internal(set) var step: Step

    /// What the rounds that count took.
    public var countedTime: Duration { elapsed - warmUp }

    let plan: RoundsPlan
    private let unsettled: @Sendable (RoundSamples) -> [[StageID]]
    let known: [Slot: StageMeasurement]
    private(set) var groups: [[StageID]]
    /// The one that is measured; where rounds are shared, the next one.
    var round: Int
    /// What nodes are at, where rounds are shared.
    var shares = Shares()
    /// What is left of the round.
    private var queue: [StageID] = []
    var done = 0
    private var doneBefore = 0
    private var begun = Duration.zero
    /// Until the last answer.
    var elapsed = Duration.zero
    private var warmUp = Duration.zero

    /// One stage in one round.
    struct Slot: Hashable {
        var stage: StageID
        var round: Int
    }

    /// - Parameters:
    ///   - known: What was measured before.
    ///   - unsettled: The groups for which more rounds are of use; asked after each round where the plan's length says
    ///     so.
    public init(
        _ plan: RoundsPlan, known: [StageMeasurement] = [],
        unsettled: @escaping @Sendable (RoundSamples) -> [[StageID]] = { _ in [] }
    ) {
        self.plan = plan
        self.unsettled = unsettled
        self.known = Dictionary(
            known.map { (Slot(stage: $0.stage, round: $0.round), $0) }, uniquingKeysWith: { first, _ in first })
        samples = RoundSamples(builds: plan.builds)
        groups = plan.groups
        round = plan.warmsUp ? 0 : 1
        step = .done(.complete)
        if plan.isShared {
            share(known)
        } else {
            queue = order
            advance()
        }
    }

    /// - Parameter elapsed: The time since measuring began.
    public mutating func record(_ answer: Answer, at elapsed: Duration) {
        guard case .measure(let stage, _) = step else { return }
        self.elapsed = elapsed
        queue.removeFirst()
        done += 1
        switch answer {
        case .sample(let output): add(output, of: stage, round: round)
        case .failed: failed.insert(stage)
        }
        advance()
    }

    /// - Parameter node: Empty for this machine.
    mutating func add(_ output: BenchOutput, of stage: StageID, round: Int, node: String = "") {
        if round > 0 { samples.add(output, of: stage, round: round, node: node) }
        conditions.merge(output.conditions) { $1 }
        stageConditions[stage, default: [:]].merge(output.conditions) { $1 }
    }

    /// Goes on to the next run that is not known yet.
    private mutating func advance() {
        while true {
            while let stage = queue.first {
                if let entry = known[Slot(stage: stage, round: round)] {
                    add(entry.output, of: stage, round: round, node: entry.node)
                } else if !failed.contains(stage) {
                    step = .measure(stage, Place(round: round, done: done, total: done + remaining))
                    return
                }
                queue.removeFirst()
            }
            if let ending = endRound() {
                step = .done(ending)
                return
            }
        }
    }

    /// Whether that was the last round; else the next one begins.
    private mutating func endRound() -> Ending? {
        dropFailed()
        if !groups.isEmpty { completeRounds = round }
        if isEnough(after: round) { return .complete }
        if isSpent { return .spent }
        if round == 0 { warmUp = elapsed }
        round += 1
        (begun, doneBefore) = (elapsed, done)
        queue = order
        return nil
    }

    mutating func dropFailed() { groups = groups.filter { group in !group.contains(where: failed.contains) } }

    /// Whether more rounds than so many are of no use; groups that are settled are left out from here on.
    mutating func isEnough(after rounds: Int) -> Bool {
        switch plan.length {
        case _ where plan.isOfCounts && rounds > 0 && samples.counting?.isExact == true: return true
        case .rounds(let count) where rounds >= count: return true
        case .untilSettled where rounds >= Self.firstLook:
            let open = unsettled(samples)
            groups = groups.filter(open.contains)
        default: break
        }
        if case .untilSettled(let most) = plan.length, rounds >= most { return true }
        return groups.isEmpty
    }

    /// Whether a round like this one would end too late. One that was only taken over took no time.
    private var isSpent: Bool {
        guard let budget = plan.budget, done > doneBefore, round > 0 else { return false }
        return elapsed + (elapsed - begun) > budget
    }

    private var order: [StageID] { order(of: round) }

    /// The stages that still matter, as a round has them.
    func order(of round: Int) -> [StageID] {
        Schedule.order(of: Set(groups.joined()).subtracting(failed).sorted(), round: round, seed: plan.seed)
    }

    /// Runs that are still to come: the rest of this round, and of the rounds after it.
    private var remaining: Int {
        let able = Set(groups.joined()).subtracting(failed)
        let isMissing = { (slot: Slot) in able.contains(slot.stage) && known[slot] == nil }
        let rest = queue.count { isMissing(Slot(stage: $0, round: round)) }
        guard plan.fewestRounds > round else { return rest }
        let later = able.count * (plan.fewestRounds - round)
        let taken = known.keys.count { $0.round > round && $0.round <= plan.fewestRounds && able.contains($0.stage) }
        return rest + later - taken
    }
}
