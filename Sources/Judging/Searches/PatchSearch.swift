import Outputs
import Statistics

/// The search for the patches that changed a metric or a test. A question that is answered firmly is asked like
/// `git bisect` does; as soon as an answer contradicts another, all answers are weighed instead. A step machine.
///
/// The same readings in the same order lead to the same steps.
package struct PatchSearch: Sendable {
    private let asked: ClosedRange<Int>
    private let goal: Bisection.Goal
    private let options: Bisection.Options
    private var firm: FirmSearch?
    /// In place of `firm`, once that is nil.
    private var weighed: Bisection
    private var readings: [(reading: Bisection.Reading, stage: Int, node: Int)] = []
    private var pair: OnePatch?
    /// In place of all others, as long as one run tells a value exactly.
    private var exact: ExactSearch?

    /// `stages`: patch k leads from stage k - 1 to stage k.
    /// - Parameter exactly: What is no change of a value that one run tells; nil where none can be searched for.
    package init(
        stages: ClosedRange<Int>, goal: Bisection.Goal, options: Bisection.Options = Bisection.Options(),
        exactly: ExactMargin? = nil
    ) {
        asked = stages
        self.goal = goal
        self.options = options
        weighed = Bisection(stages: stages, goal: goal, options: options)
        exact = exactly.map { ExactSearch(stages: stages, margin: $0, findsAll: options.findsAll) }
        guard !options.findsAll else { return }
        let minimumEffect: Double? = if case .metric(let effect) = goal { effect } else { nil }
        firm = FirmSearch(
            stages: stages, confidence: options.confidence, minimumEffect: minimumEffect, weights: options.weights)
        if let minimumEffect, stages.count == 2, options.nodes == 1 {
            pair = OnePatch(patch: stages.upperBound, minimumEffect: minimumEffect, confidence: options.confidence)
        }
    }

    /// - Parameters:
    ///   - canBeFirm: False for a time, of which a coarse clock repeats the very same values.
    ///   - isExact: Whether one run tells the value, which was tested.
    ///   - node: The one that ran it, from 0.
    package mutating func record(
        _ reading: Bisection.Reading, stage: Int, canBeFirm: Bool = true, isExact: Bool = false, node: Int = 0
    ) {
        readings.append((reading, stage, node))
        exact?.record(reading.value, stage: stage)
        if reading != .untestable, !isExact { exact = nil }
        pair?.record(reading, stage: stage)
        guard firm != nil else { return weigh(reading, stage, node) }
        firm!.record(reading.value, stage: stage)
        guard !canBeFirm || firm!.step == .shaky || passesAtBothEnds else { return }
        firm = nil
        for (reading, stage, node) in readings { weigh(reading, stage, node) }
    }

    /// What passes at both ends is asked about because it fails now and then.
    private var passesAtBothEnds: Bool {
        guard case .test = goal, asked.count > 2, let ends = firm?.ends else { return false }
        return firm?.value(of: ends.low) == 0 && firm?.value(of: ends.high) == 0
    }

    /// A search that is over takes no more.
    private mutating func weigh(_ reading: Bisection.Reading, _ stage: Int, _ node: Int) {
        guard case .run = weighed.step else { return }
        weighed.record(reading, stage: stage, node: node)
    }

    package var step: Bisection.Step {
        if let exact {
            guard case .run = exact.step, runs >= options.maximumRuns else { return exact.step }
            return .finished(.undecided)
        }
        guard let firm else {
            guard case .run = weighed.step, let pair else { return weighed.step }
            return pair.step ?? weighed.step
        }
        switch firm.step {
        case .run(let stage): return runs < options.maximumRuns ? .run(stage: stage) : .finished(.undecided)
        case .change: return .finished(.change)
        case .alike: return .finished(.noChange)
        case .untestable, .shaky: return .finished(.undecided)
        }
    }

    /// What so many nodes are to run at once; empty where `step` is `.finished`. Before anything is known of a metric
    /// it is taken to vary.
    package func batch(of count: Int) -> [Int] {
        guard case .run(let stage) = step else { return [] }
        let most = min(count, options.maximumRuns - runs)
        guard most > 1 else { return [stage] }
        let batch: [Int]
        if readings.isEmpty, case .metric = goal, exact?.margin.isOfInstructions != true {
            batch = weighed.batch(of: most)
        } else {
            batch = exact?.batch(of: most) ?? firm?.batch(of: most) ?? weighed.batch(of: most)
        }
        return batch.isEmpty ? [stage] : Array(batch.prefix(most))
    }

    package var runs: Int { readings.count { $0.reading != .untestable } }

    /// How many different stages were run.
    package var testedStages: Int { Set(readings.filter { $0.reading != .untestable }.map(\.stage)).count }

    /// What was read of a metric, by stage, and node, and number of the reading. Of a stage that was run less often its
    /// runs say little of how they vary.
    package func series(of metric: Metric) -> MetricSeries {
        var stages: [[Int]: [Int: Double]] = [:]
        for (number, entry) in readings.enumerated() {
            guard case .metric(let value) = entry.reading else { continue }
            stages[[entry.stage, entry.node], default: [:]][number] = value
        }
        return MetricSeries(metric: metric, stages: stages.values.filter { $0.count >= Self.fewestRuns })
    }

    private static let fewestRuns = 4

    /// Whether stages that are alike end the search, whatever lies between them.
    package var asksFewStages: Bool { isExact || testedStages == 2 }

    /// Whether one run a stage is all that it takes.
    package var isExact: Bool { exact != nil }

    /// What counts as a change there, as a share.
    package var exactEffect: Double? { exact?.margin.share }

    /// The stages that the answer is of: from the first to the last that can be tested, as far as is known.
    package var stages: ClosedRange<Int> {
        if let exact { return exact.answered }
        guard let firm else { return weighed.stages }
        let cannot = Set(readings.filter { $0.reading == .untestable }.map(\.stage))
        let last = asked.last { !cannot.contains($0) } ?? asked.lowerBound
        return firm.ends.map { $0.low...$0.high } ?? last...last
    }

    /// The value of both ends, where they are firm and alike.
    package var commonReading: Bisection.Reading? {
        if let exact { return exact.step == .finished(.noChange) ? exact.common.map { .metric($0) } : nil }
        return firm?.step == .alike ? readings.first { $0.reading != .untestable }?.reading : nil
    }
}

extension PatchSearch {
    /// The changes found so far, in the order of the patches.
    package var changes: [Bisection.Change] {
        if let exact { return exact.changes }
        guard let firm else { return pair?.change.map { [$0] } ?? weighed.changes }
        guard case .change(let low, let high) = firm.step, let before = firm.value(of: low),
            let after = firm.value(of: high)
        else { return [] }
        var effect = after - before
        if case .metric = goal { effect = before == 0 ? 1 + after : after / before }
        let interval = Interval(low: effect, high: effect, confidence: 0.95)
        let estimate = Estimate(value: effect, interval: interval)
        return [Bisection.Change(of: (low + 1)...high, probability: firm.probability, effect: estimate)]
    }

    /// The probability, in the range being searched, that nothing changes; nil before there is enough to say so.
    package var noChangeProbability: Double? {
        if let exact { return exact.step == .finished(.noChange) ? 1 : nil }
        guard let firm else { return pair?.noChangeProbability ?? weighed.noChangeProbability }
        return firm.step == .alike ? firm.probability : nil
    }

    /// For each patch of the range being searched, the probability that it made a change.
    package var patchProbabilities: [(patch: Int, probability: Double)] {
        if let exact { return exact.changes.flatMap { $0.patches.map { (patch: $0, probability: 1.0) } } }
        return firm?.suspects ?? weighed.patchProbabilities
    }

    /// The smallest set of patches that holds the change with 90%, should there be one; in order.
    package var suspects: [Int] {
        if let exact { return exact.changes.flatMap(\.patches) }
        return firm?.suspects.map(\.patch) ?? weighed.suspects
    }
}

extension Bisection.Reading {
    /// 1 for a failure; nil for what cannot be tested.
    fileprivate var value: Double? {
        switch self {
        case .metric(let value): value
        case .passed: 0
        case .failed: 1
        case .untestable: nil
        }
    }
}
