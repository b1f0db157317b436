import Outputs
import PatchModel

/// Rounds that nodes measure, several at once, each whole on one node: what is compared is never of two. A node is
/// given what comes next before it is through with what it is at, so that it need not wait; and no more than that, so
/// that what other rounds have settled meanwhile is not measured.
extension Rounds {
    /// What a node is to measure next of its round, or the beginning of its next one.
    public struct Order: Sendable, Equatable {
        /// From 1; below 0 for one that warms a node up.
        public var round: Int
        /// In the order in which they are to be measured.
        public var stages: [StageID]
    }

    /// What nodes are at.
    struct Shares: Sendable {
        /// By round.
        var open: [Int: Share] = [:]
        /// Those that are warm.
        var warm: Set<String> = []
        var warmUps = 0
        /// Where each stage that failed did.
        var failures: [StageID: Set<String>] = [:]
        var nodes: Set<String> = []
        /// When each node gave its last answer, or its first order.
        var begun: [String: Duration] = [:]
        /// What the latest round took.
        var roundTime: Duration?

        struct Share: Sendable {
            var node: String
            /// What it was not given yet, in order.
            var queue: [StageID]
            /// What it was given and has not answered for.
            var left: Set<StageID> = []
            /// Nobody waits for the rest of it.
            var isLost = false
        }

        /// The round of which a node was not given all.
        func unfinished(of node: String) -> Int? {
            awaited.first { $0.value.node == node && !$0.value.queue.isEmpty }?.key
        }

        /// Those that are waited for.
        private var awaited: [Int: Share] { open.filter { !$0.value.isLost } }

        func left(of node: String? = nil) -> Int {
            awaited.values.reduce(0) { $0 + (node == nil || $1.node == node ? $1.left.count : 0) }
        }

        func rounds(of node: String? = nil) -> Int {
            awaited.count { $0.key > 0 && (node == nil || $0.value.node == node) }
        }
    }

    /// Takes over what was measured before; a round of which a part is missing stays as it is, for its node may be
    /// another one now.
    mutating func share(_ known: [StageMeasurement]) {
        let counted = known.filter { $0.round > 0 }
        for entry in counted { add(entry.output, of: entry.stage, round: entry.round, node: entry.node) }
        round = (counted.map(\.round).max() ?? 0) + 1
        completeRounds = Dictionary(grouping: counted, by: \.round).values.count { isWhole(Set($0.map(\.stage))) }
        step = completeRounds > 0 && isEnough(after: completeRounds) || groups.isEmpty ? .done(.complete) : .share
    }

    /// Takes over what a node was given before and may still be at: its rounds go on where they were.
    /// - Parameter given: Stages by round.
    public mutating func adopt(_ node: String, _ given: [Int: Set<StageID>]) {
        guard step == .share else { return }
        shares.nodes.insert(node)
        shares.warm.insert(node)
        shares.warmUps = max(shares.warmUps, -(given.keys.min() ?? 0))
        for (number, stages) in given where number > 0 {
            skip(to: number + 1)
            let left = stages.filter { known[Slot(stage: $0, round: number)] == nil }
            let queue = self.stages(of: number, for: node).filter { !stages.contains($0) }
            if !left.isEmpty || !queue.isEmpty {
                shares.open[number] = Shares.Share(node: node, queue: queue, left: left)
            }
        }
    }

    /// New rounds have this number or a greater one.
    public mutating func skip(to number: Int) { round = max(round, number) }

    /// Whether a round of these stages is one of those that were asked for.
    private func isWhole(_ stages: Set<StageID>) -> Bool {
        if case .rounds = plan.length { return groups.joined().allSatisfy(stages.contains) }
        return groups.contains { $0.allSatisfy(stages.contains) }
    }

    /// What is next for a node; nil where it has enough to do, or there is nothing to give now.
    /// - Parameter ahead: Of so many runs that it has still to make it has enough.
    public mutating func order(for node: String, ahead: Int = 1, at elapsed: Duration) -> Order? {
        guard step == .share, shares.left(of: node) < max(1, ahead) + 1 else { return nil }
        shares.nodes.insert(node)
        if let round = shares.unfinished(of: node) {
            if let order = give(round, atMost: max(1, ahead)) { return order }
            // All that was left of it is settled.
            if step != .share { return nil }
        }
        return begin(for: node, ahead: ahead, at: elapsed)
    }

    private mutating func begin(for node: String, ahead: Int, at elapsed: Duration) -> Order? {
        if plan.warmsUp, shares.warm.insert(node).inserted {
            shares.begun[node] = elapsed
            shares.warmUps += 1
            let stages = stages(of: -shares.warmUps, for: node).prefix(Self.warmingRuns)
            return open(-shares.warmUps, Array(stages), for: node, ahead)
        }
        guard mostRounds.map({ completeRounds + shares.rounds() < $0 }) ?? true else { return nil }
        guard !isSpent(for: node, at: elapsed) else {
            if shares.left() == 0 { step = .done(.spent) }
            return nil
        }
        if shares.rounds(of: node) == 0, shares.left(of: node) == 0 { shares.begun[node] = elapsed }
        defer { round += 1 }
        return open(round, stages(of: round, for: node), for: node, ahead)
    }

    /// A node is warm after so many, however many stages a round has.
    private static let warmingRuns = 8

    private func stages(of number: Int, for node: String) -> [StageID] {
        order(of: number).filter { shares.failures[$0]?.contains(node) != true }
    }

    private mutating func open(_ number: Int, _ stages: [StageID], for node: String, _ ahead: Int) -> Order? {
        guard !stages.isEmpty else { return nil }
        shares.open[number] = Shares.Share(node: node, queue: stages)
        return give(number, atMost: max(1, ahead))
    }

    /// The next stages of a round that still matter; where there are none, the round is over with what was answered.
    private mutating func give(_ number: Int, atMost most: Int) -> Order? {
        guard var share = shares.open[number] else { return nil }
        let able = Set(groups.joined()).subtracting(failed)
        share.queue.removeAll { !able.contains($0) || shares.failures[$0]?.contains(share.node) == true }
        let stages = Array(share.queue.prefix(most))
        share.queue.removeFirst(stages.count)
        share.left.formUnion(stages)
        shares.open[number] = share
        guard stages.isEmpty else { return Order(round: number, stages: stages) }
        close(number)
        return nil
    }

    /// More nodes than that have nothing to do.
    public var widest: Int { plan.isOfCounts ? 1 : max(1, mostRounds.map { $0 - completeRounds } ?? .max) }

    private var mostRounds: Int? {
        switch plan.length {
        case .rounds(let count): count
        case .untilSettled(let most): most
        case .untilSpent: nil
        }
    }

    /// Whether one more round of the node would end too late, going by the latest one.
    private func isSpent(for node: String, at elapsed: Duration) -> Bool {
        guard let budget = plan.budget, let roundTime = shares.roundTime else { return false }
        let begun = max(shares.begun[node] ?? elapsed, elapsed - roundTime)
        return begun + roundTime * (shares.rounds(of: node) + 1) > budget
    }

    /// Whether a stage of a round has still to be answered for; what comes twice is of no use.
    public func awaits(_ stage: StageID, in round: Int) -> Bool { shares.open[round]?.left.contains(stage) == true }

    /// - Parameter elapsed: The time since measuring began.
    public mutating func record(_ answer: Answer, of stage: StageID, round: Int, at elapsed: Duration) {
        guard let node = shares.open[round]?.node, shares.open[round]?.left.remove(stage) != nil else { return }
        self.elapsed = elapsed
        done += 1
        switch answer {
        case .sample(let output): add(output, of: stage, round: round, node: node)
        case .failed: fail(stage, on: node)
        }
        close(round)
    }

    /// Where nothing of a round is left, it is over.
    private mutating func close(_ round: Int) {
        guard let share = shares.open[round], share.left.isEmpty, share.queue.isEmpty || share.isLost else { return }
        shares.open[round] = nil
        if !share.isLost, let begun = shares.begun.updateValue(elapsed, forKey: share.node), round > 0 {
            shares.roundTime = elapsed - begun
        }
        guard step == .share else { return }
        if round > 0, share.queue.isEmpty { completeRounds += 1 }
        end()
    }

    /// A stage that fails on one node, while there are others, is asked of those: the node may be what is wrong.
    private mutating func fail(_ stage: StageID, on node: String) {
        shares.failures[stage, default: []].insert(node)
        if shares.nodes.count == 1 || shares.failures[stage]!.count > 1 { failed.insert(stage) }
    }

    private mutating func end() {
        dropFailed()
        if groups.isEmpty || completeRounds > 0 && isEnough(after: completeRounds) { step = .done(.complete) }
    }

    /// A node is gone. What it measured stays, and what it says all the same is taken; its rounds are given as new
    /// ones, for no other node goes on with them.
    public mutating func lose(_ node: String) {
        for (round, share) in shares.open where share.node == node { shares.open[round]?.isLost = true }
        shares.warm.remove(node)
        shares.nodes.remove(node)
        if step == .share { end() }
    }

    /// How far it has come, as far as can be told.
    public var progress: (done: Int, total: Int) {
        let open = shares.open.values.reduce(0) { $0 + ($1.isLost ? 0 : $1.left.count + $1.queue.count) }
        let later = max(0, plan.fewestRounds - completeRounds - shares.rounds()) * order(of: round).count
        return (done, done + open + later)
    }
}
