import Foundation

/// A campaign on a metric: the pilot runs, which give the units, and the way from values to those units and back.
struct MetricCampaign: Sendable {
    private struct Run {
        var stage: Int
        var value: Double
        var time: Int
        var node = 0
    }

    private(set) var campaign: Campaign<DriftingLevels>?
    private var runs: [Run] = []
    private var stages = 0...0
    private var settings: CampaignSettings?
    private var minimumEffect = 0.0
    /// The stages to run before anything can be said, in order.
    private var pilot: [Int] = []
    private var units = Units()
    /// Of the values on the scale.
    private var resolution = Resolution()
    /// Where the values lie in groups far apart.
    private var modes: Modes?
    /// How far each node's values lie above the others' on the scale.
    private var offsets = [0.0]
    /// The noise on the scale if there is one mode only.
    private var steadyNoise = 1.0
    /// When modes are next looked for, though no value lies apart from all others.
    private var nextLook = 0
    /// When the units are next put right by what was learnt of the noise.
    private var nextRevision = 12

    /// A value v stands for (ln v - centre) / noise, or (v / reference - centre) / noise where the metric can be 0.
    private struct Units {
        var centre = 0.0
        var noise = 1.0
        /// nil where the scale is logarithmic.
        var reference: Double?

        func onScale(_ value: Double) -> Double {
            reference.map { value / $0 } ?? log(value)
        }

        func standardized(onScale value: Double) -> Double { (value - centre) / noise }

        func standardized(_ value: Double) -> Double { standardized(onScale: onScale(value)) }
    }

    /// Starts again with the runs there are, for the campaign's ends may have moved.
    mutating func restart(stages: ClosedRange<Int>, settings: CampaignSettings, minimumEffect: Double) {
        self.stages = stages
        self.settings = settings
        self.minimumEffect = minimumEffect
        pilot = settings.findsAll ? Self.scan(stages) : Self.ends(stages, settings.nodes)
        campaign = nil
        startIfPiloted()
    }

    mutating func observe(_ value: Double, stage: Int, time: Int, node: Int = 0) {
        let run = Run(stage: stage, value: value, time: time, node: node)
        if campaign != nil { read(run) }
        runs.append(run)
        if campaign == nil {
            startIfPiloted()
        } else if value <= 0 && units.reference == nil || node >= offsets.count {
            campaign = nil
            startIfPiloted()
        } else {
            campaign!.observe(sample(run))
            if runs.count >= nextRevision || units.noise < noiseFloor { revise() } else { lookForModes() }
        }
    }

    mutating func next(untestable: Untestable, built: Set<Int>) -> Int? {
        guard campaign == nil else { return campaign!.next(untestable: untestable, built: built) }
        pilot.removeAll(where: untestable.contains)
        startIfPiloted()
        if campaign != nil { return campaign!.next(untestable: untestable, built: built) }
        return missingPilot.first
    }

    /// What to run at once, `next` having been asked for the first of it.
    func batch(_ first: Int, _ count: Int, untestable: Untestable, built: Set<Int>) -> [Int] {
        campaign?.batch(first, count, untestable: untestable, built: built) ?? Array(missingPilot.prefix(count))
    }

    /// Both ends twice, in ABBA order; of several nodes each end on each of them, as long as these take turns.
    private static func ends(_ stages: ClosedRange<Int>, _ nodes: Int) -> [Int] {
        let (low, high) = (stages.lowerBound, stages.upperBound)
        let turn = (0..<max(2, nodes)).map { $0.isMultiple(of: 2) ? low : high }
        return turn + turn.map { $0 == low ? high : low }
    }

    /// About three times the root of the length, evenly spaced, there and back, so that changes that cancel at the ends
    /// show.
    private static func scan(_ stages: ClosedRange<Int>) -> [Int] {
        let length = stages.count - 1
        let parts = min(length, Int((3 * Double(length).squareRoot()).rounded(.up)))
        let points = (0...parts).map { stages.lowerBound + $0 * length / parts }
        // Every third in turn, so that a drift is not a trend along the series.
        let order = (0..<3).flatMap { start in stride(from: start, through: parts, by: 3).map { points[$0] } }
        return order + order.reversed()
    }

    private var missingPilot: [Int] {
        var counts = runs.reduce(into: [:]) { $0[$1.stage, default: 0] += 1 }
        return pilot.filter { stage in
            guard let count = counts[stage], count > 0 else { return true }
            counts[stage] = count - 1
            return false
        }
    }

    private mutating func startIfPiloted() {
        guard !pilot.isEmpty, missingPilot.isEmpty else { return }
        let values = runs.map(\.value)
        units = Units()
        if values.contains(where: { $0 <= 0 }) {
            let mean = values.reduce(0) { $0 + abs($1) } / Double(values.count)
            units.reference = mean > 0 ? mean : 1
        }
        resolution = Resolution()
        for index in runs.indices { read(runs[index], after: runs[..<index]) }
        findOffsets()
        units.noise = noiseWithinStages
        units.centre = median(stageMedians.values)!
        steadyNoise = units.noise
        nextRevision = max(12, 2 * runs.count)
        begin()
    }

    private var stageMedians: [Int: Double] {
        Dictionary(grouping: runs, by: \.stage).mapValues { runs in median(runs.map(leveled))! }
    }

    /// Of a pair both residuals are half the difference; their median is 1/2.1 of a Gaussian standard deviation. Of
    /// more runs this is somewhat more than the noise.
    private var noiseWithinStages: Double {
        let medians = stageMedians
        let counts = runs.reduce(into: [:]) { $0[$1.stage, default: 0] += 1 }
        let residuals = runs.filter { counts[$0.stage]! > 1 }.map { abs(leveled($0) - medians[$0.stage]!) }
        return max(2.1 * median(residuals)!, noiseFloor)
    }

    /// A value on the scale, less what lies in its node.
    private func leveled(_ run: Run) -> Double { units.onScale(run.value) - offsets[run.node] }

    /// By Tukey's median polish of nodes and stages.
    private mutating func findOffsets() {
        offsets = [Double](repeating: 0, count: (runs.map(\.node).max() ?? 0) + 1)
        guard offsets.count > 1 else { return }
        for _ in 0..<4 {
            let medians = stageMedians
            for (node, runs) in Dictionary(grouping: runs, by: \.node) {
                offsets[node] = median(runs.map { units.onScale($0.value) - medians[$0.stage]! })!
            }
        }
    }

    /// The likelier run of each end goes first: the first run of a level is believed whatever it is, and an outlier
    /// there would be held for the level until much else has spoken against it.
    private mutating func orderPilot() {
        let medians = stageMedians
        func distance(_ run: Run) -> Double { abs(leveled(run) - medians[run.stage]!) }
        let head = runs.prefix(pilot.count)
        guard head.allSatisfy({ $0.stage == stages.lowerBound || $0.stage == stages.upperBound }) else { return }
        let times = head.map(\.time)
        runs.replaceSubrange(0..<head.count, with: head.sorted { distance($0) < distance($1) })
        for (index, time) in times.enumerated() { runs[index].time = time }
    }

    private mutating func begin() {
        orderPilot()
        findModes()
        // What was learnt of the noise is of that within modes; the pilot's may be far too small.
        if modes != nil { steadyNoise = noiseWithinStages }
        let effect = effectOnScale / units.noise
        if campaign == nil {
            campaign = Campaign(stages: stages, settings: settings!, model: model, minimumEffect: effect)
            for run in runs { campaign!.observe(sample(run)) }
        } else {
            campaign!.restart(model: model, minimumEffect: effect, samples: runs.map(sample))
        }
    }

    /// The filters' weights rest on the noise that was expected at the time; with the better estimate of now the
    /// samples are taken anew. The runs double from one revision to the next, so that this at most doubles the time.
    private mutating func revise() {
        units.noise = max(units.noise * campaign!.search.posterior.noise.squareRoot(), noiseFloor)
        if modes == nil { steadyNoise = units.noise }
        nextRevision = max(12, 2 * runs.count)
        begin()
    }

    /// Of one node alone, for several lie apart as modes do.
    private mutating func findModes() {
        guard offsets.count == 1 else { return modes = nil }
        let values = runs.map { units.onScale($0.value) }
        let floor = max(noiseFloor, resolution.tick)
        modes = Modes(values, floor: floor) ?? modes?.refined(values, floor: floor)
        nextLook = runs.count + max(1, runs.count / 16)
    }

    /// Takes all samples anew where other modes show than those that the samples were taken in. Unless a value lies
    /// apart, the runs grow by a sixteenth from one look to the next.
    private mutating func lookForModes() {
        guard offsets.count == 1, runs.count >= nextLook || isLastApart else { return }
        let before = modes
        findModes()
        func labels(_ modes: Modes?) -> [Int] { runs.map { modes?.mode(of: units.onScale($0.value)) ?? 0 } }
        if labels(before) != labels(modes) { begin() }
    }

    /// Whether the last value is no neighbour of any other.
    private var isLastApart: Bool {
        let value = units.onScale(runs[runs.count - 1].value)
        let gap = Modes.cleanGap * (modes?.scatter ?? units.noise)
        return runs.dropLast().allSatisfy { abs(units.onScale($0.value) - value) > gap }
    }

    private var model: DriftingLevels {
        let values = runs.map { units.standardized($0.value) }
        let spread = (values.max() ?? 0) - (values.min() ?? 0)
        let noise = steadyNoise / units.noise
        let prior = DriftingLevels.Prior(
            levelVariance: 25 * noise * noise + spread * spread / 4, noiseVariance: noise * noise)
        let isCoarse = resolution.noise > units.noise / 4
        guard offsets.count == 1 else {
            return DriftingLevels(
                prior, isCoarse: isCoarse, nodes: offsets.count,
                offsetVariance: 25 * noise * noise + spread * spread)
        }
        guard let modes else { return DriftingLevels(prior, isCoarse: isCoarse) }
        let (scatter, width) = (modes.scatter / units.noise, modes.width / units.noise)
        let ofModes = DriftingLevels.Prior(
            levelVariance: 25 * scatter * scatter + width * width / 4, noiseVariance: scatter * scatter)
        return DriftingLevels(
            prior, isCoarse: isCoarse, modes: modes.centres.map(units.standardized(onScale:)), ofModes: ofModes,
            offsetVariance: spread * spread)
    }

    private func sample(_ run: Run) -> Campaign<DriftingLevels>.Sample {
        let reading = DriftingLevels.Reading(
            value: units.standardized(run.value), mode: modes?.mode(of: units.onScale(run.value)) ?? 0, node: run.node)
        return .init(stage: run.stage, value: reading, time: run.time)
    }

    private var effectOnScale: Double {
        units.reference == nil ? log1p(minimumEffect) : minimumEffect
    }

    /// A metric that does not vary has some noise all the same, far below what counts as a change.
    private var noiseFloor: Double { max(effectOnScale / 50, resolution.noise) }

    private mutating func read(_ run: Run, after earlier: ArraySlice<Run>? = nil) {
        resolution.observe(
            units.onScale(run.value),
            earlier: (earlier ?? runs[...]).lazy.map { [units] in (units.onScale($0.value), $0.stage == run.stage) })
    }

    var changes: [Bisection.Change] {
        campaign?.effects.map(change) ?? []
    }

    /// What a search that picks its runs, and stops, by what it has seen adds to the standard error: measured by
    /// `make bench`, where intervals with it cover 94 to 96%.
    private static let adaptivity = 1.06

    /// Student's t interval of the change.
    private func change(_ finding: Campaign<DriftingLevels>.Finding, effect: Moments) -> Bisection.Change {
        let tail = StudentT.quantile(twoSidedTail: 0.05, degreesOfFreedom: 4 + Double(runs.count) / 2)
        let halfWidth = Self.adaptivity * tail * effect.variance.squareRoot()
        func ratio(_ difference: Double) -> Double {
            units.reference == nil ? exp(difference * units.noise) : 1 + difference * units.noise
        }
        let interval = Interval(
            low: ratio(effect.mean - halfWidth), high: ratio(effect.mean + halfWidth), confidence: 0.95)
        return Bisection.Change(
            patches: (finding.gap.low + 1)...finding.gap.high, probability: finding.probability,
            effect: Estimate(value: ratio(effect.mean), interval: interval))
    }
}
