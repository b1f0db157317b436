import Outputs
import PatchModel

/// What stages gave in rounds, by metric: two stages are compared by what they gave in the same round.
public struct RoundSamples: Sendable {
    /// How many builds of each stage the rounds go through in turn.
    package let builds: Int
    /// Whether each round has a build of its own of each stage, so that the rounds are builds.
    package let hasBuildEachRound: Bool
    /// In the order in which they were first met.
    package private(set) var metrics: [Metric] = []
    private var values: [Metric: [StageID: [Int: Double]]] = [:]
    /// Where each round of a stage was measured, by stage and round; without those of the run's own machine.
    private var nodes: [StageID: [Int: String]] = [:]

    /// Instead of a number of builds: a build of its own for every round.
    package static let eachRound = 0

    /// - Parameter builds: Of each stage, or `eachRound`.
    package init(builds: Int = 1) {
        hasBuildEachRound = builds == Self.eachRound
        self.builds = max(1, builds)
    }

    /// Metrics that a stage named without a number, or in a unit that is no other stage's.
    private(set) var missing: [StageID: Set<MissingMetric>] = [:]
    /// Values that could not be brought to the unit of the others, or are better the other way.
    package private(set) var conflicts: [StageID: MetricConflict] = [:]
    /// Each metric as it was first met.
    private var known: [Metric: Metric] = [:]

    /// On how many CPUs the benchmark says that it ran; nil where it does not.
    private(set) var cpus: Int?

    /// How instructions were counted, where they were.
    package private(set) var counting: InstructionCounting?

    /// - Parameter node: The machine; empty for the run's own.
    package mutating func add(_ output: BenchOutput, of stage: StageID, round: Int, node: String = "") {
        if !node.isEmpty { nodes[stage, default: [:]][round] = node }
        missing[stage, default: []].formUnion(output.missing)
        counting = InstructionCounting(output.conditions) ?? counting
        cpus = output.conditions["cpus"]?.number.flatMap { Int(exactly: $0.rounded()) } ?? cpus
        for (metric, printed) in output.samples {
            let first = known[metric] ?? metric
            known[metric] = first
            let value: Double
            do { value = try first.convert(printed, of: metric) } catch {
                conflicts[stage] = error
                continue
            }
            if values[metric] == nil { metrics.append(metric) }
            values[metric, default: [:]][stage, default: [:]][round] = value
        }
    }

    /// All that was measured, by metric. What a stage gave on one machine is for itself: their levels differ.
    package var series: [MetricSeries] {
        metrics.map { metric in
            let parts = (values[metric] ?? [:]).flatMap { stage, samples in
                guard let places = nodes[stage] else { return [samples] }
                return Dictionary(grouping: samples) { places[$0.key] ?? "" }.values.map {
                    Dictionary(uniqueKeysWithValues: $0.map { ($0.key, $0.value) })
                }
            }
            return MetricSeries(metric: metric, stages: parts)
        }
    }

    /// How many rounds each node has measured; empty where the run's own machine measured all.
    package var nodeRounds: [String: Int] {
        let places = Set(nodes.values.flatMap { $0.map { NodeRound(node: $0.value, round: $0.key) } })
        return Dictionary(grouping: places, by: \.node).mapValues(\.count)
    }

    private struct NodeRound: Hashable {
        var node: String
        var round: Int
    }

    /// The stages that were measured, in their order.
    package var stages: [StageID] { Set(values.values.flatMap(\.keys)).sorted() }

    /// What stages of the pairs lack that the other one of a pair has, and what they named without a number.
    package func missing(in pairs: [StagePair], where isJudged: (Metric) -> Bool) -> [StageMissing] {
        var others: [StageID: [StageID]] = [:]
        for pair in pairs {
            others[pair.before, default: []].append(pair.after)
            others[pair.after, default: []].append(pair.before)
        }
        return others.flatMap { stage, others in
            gaps(of: stage) { metric in
                isJudged(metric) && others.contains { values[metric]?[$0] != nil }
            }
        }.sorted { $0.order < $1.order }
    }

    /// What stages lack that another one has, and what they named without a number.
    package func missing(among stages: [StageID]) -> [StageMissing] {
        stages.flatMap { gaps(of: $0) { _ in true } }.sorted { $0.order < $1.order }
    }

    /// - Parameter isExpected: Of metrics that the stage did not name.
    private func gaps(of stage: StageID, _ isExpected: (Metric) -> Bool) -> [StageMissing] {
        let named = missing[stage] ?? []
        let known = Set(named.map { Metric(name: $0.metric, parameters: $0.parameters, unit: "", better: .unknown) })
        // Of a stage that gave nothing at all the command failed.
        let reason: MissingMetric.Reason = missing[stage] == nil ? .failed : .notPrinted
        let unnamed = metrics.filter { values[$0]?[stage] == nil && !known.contains($0) && isExpected($0) }.map {
            MissingMetric(metric: $0.name, parameters: $0.parameters, reason: reason)
        }
        return (named + unnamed).map { StageMissing(stage: stage, metric: $0) }
    }

    /// Metrics of which a stage has no value, so that it could not be measured.
    package mutating func note(_ gaps: [MissingMetric], of stage: StageID) {
        missing[stage, default: []].formUnion(gaps)
    }

    /// What the other stages gave.
    package func without(_ stages: [StageID]) -> RoundSamples {
        guard !stages.isEmpty else { return self }
        var others = RoundSamples(builds: hasBuildEachRound ? Self.eachRound : builds)
        others.cpus = cpus
        others.counting = counting
        others.missing = missing.filter { !stages.contains($0.key) }
        others.known = known
        others.nodes = nodes.filter { !stages.contains($0.key) }
        for metric in metrics {
            let kept = values[metric]?.filter { !stages.contains($0.key) } ?? [:]
            guard !kept.isEmpty else { continue }
            others.metrics.append(metric)
            others.values[metric] = kept
        }
        return others
    }

    /// Rounds in which a stage gave anything.
    package func rounds(of stage: StageID) -> Int {
        Set(values.values.flatMap { $0[stage]?.keys.map { $0 } ?? [] }).count
    }

    /// Whether one count of the metric says it all.
    package func isExactCount(_ metric: Metric) -> Bool { metric.isInstructionCount && counting?.isExact == true }

    /// What was measured of a stage, by metric.
    package func samples(of stage: StageID) -> [MetricSamples] {
        metrics.compactMap { metric in
            let samples = values(of: stage, metric)
            return samples.isEmpty ? nil : MetricSamples(stage: stage, metric: metric, samples: samples)
        }
    }

    /// In the order of the rounds.
    package func values(of stage: StageID, _ metric: Metric) -> [Double] {
        (values[metric]?[stage] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    }

    /// Samples of the same rounds, and the build and the machine that each round had.
    typealias Paired = (before: [Double], after: [Double], builds: [Int], nodes: [String])

    /// The samples of both stages in the rounds that measured both on one machine, in their order.
    func paired(_ pair: StagePair, _ metric: Metric) -> Paired {
        let all = values[metric] ?? [:]
        return paired(all[pair.before] ?? [:], all[pair.after] ?? [:], of: [pair])
    }

    /// What the question compares. For an interaction, after / before of the one pair and of the other, in the rounds
    /// that measured all four stages; none where there is no ratio because something is 0.
    func paired(_ question: EffectQuestion) -> Paired {
        guard let other = question.against else { return paired(question.pair, question.metric) }
        let ratios = [other, question.pair].map { self.ratios($0, question.metric) }
        guard ratios.allSatisfy({ $0.values.allSatisfy { $0 > 0 && $0.isFinite } }) else { return ([], [], [], []) }
        return paired(ratios[0], ratios[1], of: [other, question.pair])
    }

    /// By round.
    private func ratios(_ pair: StagePair, _ metric: Metric) -> [Int: Double] {
        let all = values[metric] ?? [:]
        return (all[pair.before] ?? [:]).reduce(into: [:]) { ratios, entry in
            if let after = all[pair.after]?[entry.key] { ratios[entry.key] = after / entry.value }
        }
    }

    private func paired(_ before: [Int: Double], _ after: [Int: Double], of pairs: [StagePair]) -> Paired {
        let places = nodes.isEmpty ? [] : pairs.flatMap { [nodes[$0.before] ?? [:], nodes[$0.after] ?? [:]] }
        func isOnOneNode(_ round: Int) -> Bool { places.allSatisfy { $0[round] == places[0][round] } }
        let rounds = before.keys.filter { after[$0] != nil && isOnOneNode($0) }.sorted()
        return (
            rounds.map { before[$0]! }, rounds.map { after[$0]! }, rounds.map { ($0 % builds + builds) % builds },
            rounds.map { places.first?[$0] ?? "" }
        )
    }
}
