/// A search over the whole series: one range at first, and, where all changes are wanted, the ranges on both sides of
/// each change that was found.
struct Campaign<Model: Evidence>: Sendable {
    struct Finding: Sendable {
        var gap: Gap
        var probability: Double
    }

    struct Sample: Sendable {
        var stage: Int
        var value: Model.Value
        /// Its number among all runs.
        var time: Int
    }

    let settings: CampaignSettings
    private let stages: ClosedRange<Int>
    private var model: Model
    private(set) var samples: [Sample] = []
    private(set) var minimumEffect: Double
    private(set) var search: Search<Model>
    private var pending: [ClosedRange<Int>] = []
    private(set) var findings: [Finding] = []

    init(stages: ClosedRange<Int>, settings: CampaignSettings, model: Model, minimumEffect: Double) {
        self.stages = stages
        self.settings = settings
        self.model = model
        self.minimumEffect = minimumEffect
        search = Self.makeSearch(stages, whole: stages, settings, model, minimumEffect)
    }

    mutating func observe(_ sample: Sample) {
        samples.append(sample)
        guard search.posterior.prior.stages.contains(sample.stage) else { return }
        search.observe(sample.value, stage: sample.stage, time: sample.time)
    }

    /// The next stage to run; nil where all is answered.
    mutating func next(untestable: Untestable, built: Set<Int>) -> Int? {
        while true {
            switch search.next(untestable: untestable, built: built) {
            case .run(let stage):
                return stage
            case .found(let gap):
                let range = search.posterior.prior.stages
                let index = search.posterior.gaps.firstIndex(of: gap)!
                findings.append(Finding(gap: gap, probability: search.posterior.gapProbabilities[index]))
                guard settings.findsAll else { return nil }
                pending += [gap.high...range.upperBound, range.lowerBound...gap.low].filter { $0.count > 1 }
            case .none:
                break
            }
            guard settings.findsAll, let range = pending.popLast() else { return nil }
            start(range)
        }
    }

    /// What to run at once, `next` having been asked for the first of it.
    func batch(_ first: Int, _ count: Int, untestable: Untestable, built: Set<Int>) -> [Int] {
        search.batch(first, count, untestable: untestable, built: built)
    }

    /// The changes in order, each with its size in the model with all of them, from all samples between its neighbours.
    var effects: [(finding: Finding, effect: Moments)] {
        let ordered = findings.sorted { $0.gap.low < $1.gap.low }
        return ordered.indices.map { index in
            let gap = ordered[index].gap
            let low = index > 0 ? ordered[index - 1].gap.high : stages.lowerBound
            let high = index + 1 < ordered.count ? ordered[index + 1].gap.low : stages.upperBound
            var evidence = model
            var last: Int?
            for sample in samples where low <= sample.stage && sample.stage <= high {
                let elapsed = Double(sample.time - (last ?? sample.time - 1))
                evidence.observe(sample.value, level: sample.stage <= gap.low ? .left : .right, elapsed: elapsed)
                last = sample.time
            }
            return (ordered[index], evidence.contrast(.right, .left))
        }
    }

    /// Takes all samples anew, in new units.
    mutating func restart(model: Model, minimumEffect: Double, samples: [Sample]) {
        self.model = model
        self.minimumEffect = minimumEffect
        self.samples = samples
        let old = search
        start(old.posterior.prior.stages)
        search.resume(old)
    }

    private mutating func start(_ range: ClosedRange<Int>) {
        search = Self.makeSearch(range, whole: stages, settings, model, minimumEffect)
        for sample in samples where range.contains(sample.stage) {
            search.observe(sample.value, stage: sample.stage, time: sample.time)
        }
    }

    private static func makeSearch(
        _ range: ClosedRange<Int>, whole: ClosedRange<Int>, _ settings: CampaignSettings, _ model: Model,
        _ minimumEffect: Double
    ) -> Search<Model> {
        let first = range.lowerBound - whole.lowerBound
        let weights = Array(settings.weights[first..<(first + range.count - 1)])
        let search = Search<Model>.Settings(
            confidence: settings.confidence, stoppingRisk: settings.stoppingRisk, minimumEffect: minimumEffect,
            minimumRuns: range == whole ? settings.minimumRuns : 0)
        return Search(prior: settings.prior(range, weights), model: model, settings: search)
    }
}

struct CampaignSettings: Sendable {
    var confidence: Double
    var findsAll: Bool
    /// One for each patch of the whole series.
    var weights: [Double]
    var minimumRuns: Int
    /// That measure at once.
    var nodes = 1

    /// The probability of a change that is left where a range is given up as holding none; the ranges of a search for
    /// all share it.
    var stoppingRisk: Double { (1 - confidence) / (findsAll ? 3 : 1) }

    /// Where one change is looked for: it is there, or with 0.05 it is not. Where all are: they come as a Poisson
    /// process with a mean of 3 over the series, so that a part of it has its share.
    func prior(_ range: ClosedRange<Int>, _ part: [Double]) -> ChangePrior {
        guard findsAll else { return ChangePrior(stages: range, weights: part, none: 0.05, one: 0.95, two: 0) }
        let mean = 3 * part.reduce(0, +) / weights.reduce(0, +)
        return ChangePrior(stages: range, weights: part, none: 1, one: mean, two: mean * mean / 2)
    }
}
