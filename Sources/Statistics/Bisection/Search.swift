/// The search for changes in one range of stages: which stage to run next, and when to stop.
struct Search<Model: Evidence>: Sendable {
    enum Step: Equatable, Sendable {
        case run(Int)
        /// A change is one of the patches of the gap, which cannot be told apart further.
        case found(Gap)
        /// No change, or none further.
        case none
    }

    struct Settings: Sendable {
        var confidence: Double
        /// "No change" is said when a change of this probability, at most, is left.
        var stoppingRisk: Double
        /// The smallest difference of levels that counts as a change.
        var minimumEffect: Double
        /// "No change" needs so many runs of the range.
        var minimumRuns: Int
    }

    private(set) var posterior: ChangePosterior<Model>
    let settings: Settings
    private var runs: [Int: Int] = [:]
    private var lastTime: Int?
    private var confirmation: Confirmation?

    /// Fresh runs of the two stages around a gap.
    private struct Confirmation: Sendable {
        var gap: Gap
        var remaining: ArraySlice<Int>
    }

    init(prior: ChangePrior, model: Model, settings: Settings) {
        posterior = ChangePosterior(prior: prior, model: model)
        self.settings = settings
    }

    /// `time` is the run's number among all runs of the series.
    mutating func observe(_ value: Model.Value, stage: Int, time: Int) {
        posterior.observe(value, stage: stage, elapsed: Double(time - (lastTime ?? time - 1)))
        lastTime = time
        runs[stage, default: 0] += 1
        if let asked = confirmation?.remaining.firstIndex(of: stage) { confirmation?.remaining.remove(at: asked) }
    }

    /// Goes on where `other` was, in what it was confirming.
    mutating func resume(_ other: Search) {
        confirmation = other.confirmation
    }

    /// That no change is as large as counts.
    var noChangeProbability: Double { 1 - posterior.probabilityOfEffect(atLeast: settings.minimumEffect) }

    /// What to do next. Confirmation starts well below the confidence, for its runs tell as much as any; it is given up
    /// when the gap is no likelier than not. `untestable` stages are never run; `built` ones are preferred where they
    /// tell nearly as much.
    mutating func next(untestable: Untestable, built: Set<Int>) -> Step {
        let suspects = indivisibleGaps(untestable)
        if let confirmation, let probability = suspects.first(where: { $0.gap == confirmation.gap })?.probability {
            let stage = confirmation.remaining.first { !untestable.contains($0) }
            if probability > 0.5, let stage { return .run(stage) }
            self.confirmation = nil
            if probability >= settings.confidence { return .found(confirmation.gap) }
        }
        if runs.values.reduce(0, +) >= settings.minimumRuns,
            1 - noChangeProbability < settings.stoppingRisk
        {
            return .none
        }
        if let suspect = suspects.max(by: { $0.probability < $1.probability }),
            suspect.probability >= min(0.7, settings.confidence)
        {
            let order = confirmationOrder(suspect.gap).filter { !untestable.contains($0) }
            confirmation = Confirmation(gap: suspect.gap, remaining: order[...])
            if let stage = order.first { return .run(stage) }
        }
        return .run(mostInformativeStage(untestable: untestable, built: built))
    }

    /// What to run at once, with `first` that `next` gave: what is left to confirm, or what tells most together.
    func batch(_ first: Int, _ count: Int, untestable: Untestable, built: Set<Int>) -> [Int] {
        if let confirmation {
            return Array(confirmation.remaining.lazy.filter { !untestable.contains($0) }.prefix(count))
        }
        let chances = chances(untestable)
        return posterior.mostTelling(count, first: first) { stage in
            let chance = chances[stage] ?? 1
            return runs[stage] != nil || built.contains(stage) ? min(1, chance) : 0.85 * chance
        }
    }

    /// The gaps that no run can split further, or none is likely to, with the probability of a change in each.
    private func indivisibleGaps(_ untestable: Untestable) -> [(gap: Gap, probability: Double)] {
        zip(posterior.gaps, posterior.gapProbabilities)
            .filter { gap, _ in untestable.fills(gap.low, gap.high) }
            .map { (gap: $0, probability: $1) }
    }

    /// ABBA pairs of the stages around the gap, so that drift cannot decide; the smaller the effect, the more.
    private func confirmationOrder(_ gap: Gap) -> [Int] {
        let effect = posterior.effect(of: gap)?.mean ?? 0
        let pairs = min(60, max(3, (6 * posterior.noise / max(1e-9, effect * effect)).rounded(.up)))
        return (0..<Int(pairs)).flatMap { $0.isMultiple(of: 2) ? [gap.low, gap.high] : [gap.high, gap.low] }
    }

    /// The stage whose next run tells most; of equals the one with fewer runs. A stage that is not built must tell a
    /// good part more to be worth its build, and one that may not build, as much as that is likely.
    private func mostInformativeStage(untestable: Untestable, built: Set<Int>) -> Int {
        let chances = chances(untestable)
        var best = (stage: posterior.marks[0], gain: -1.0, runs: 0)
        posterior.forEachGain { stage, told in
            guard chances[stage] ?? 1 > 0 else { return }
            let runs = runs[stage, default: 0]
            let gain = runs > 0 || built.contains(stage) ? told : 0.85 * told * (chances[stage] ?? 1)
            let isEqual = abs(gain - best.gain) <= 1e-9 * best.gain
            if isEqual ? runs < best.runs : gain > best.gain { best = (stage, gain, runs) }
        }
        return best.stage
    }

    /// How likely stages can be tested where that is not sure.
    private func chances(_ untestable: Untestable) -> [Int: Double] {
        var chances: [Int: Double] = [:]
        for mark in posterior.marks where untestable.contains(mark) { chances[mark] = 0 }
        for gap in posterior.gaps where ((gap.low + 1)..<gap.high).contains(where: untestable.contains) {
            for (stage, chance) in zip((gap.low + 1)..., untestable.chances(between: gap.low, and: gap.high)) {
                chances[stage] = chance
            }
        }
        return chances
    }
}
