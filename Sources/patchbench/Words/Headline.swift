import Foundation
import Judging
import Outputs

/// What was found, in a sentence: which stages changed the time or rate that changed most, which the count that changed
/// most, and what the others did.
struct Headline {
    /// Those that were compared, in order.
    var stages: [StageLabel]
    var effects: [MetricEffect]
    /// The last stage against the first.
    var totals: [MetricEffect] = []

    var text: String {
        guard !effects.isEmpty else { return "Nothing was measured on two stages." }
        let leads = leads
        guard !leads.isEmpty else { return quiet }
        let parts = leads.flatMap { lead in
            Self.grouped(effects.filter { $0.isChange && $0.metric == lead }).map {
                "\(names(of: $0)) \(Self.change($0))"
            }
        }
        return Self.capital(Self.list(parts, last: "; ", between: "; ")) + rest(beside: leads) + "."
    }

    /// The most telling metric.
    var lead: Metric? { leads.first }

    /// Times and rates are what one asks for, counts and sizes often why: of each the metric on which most was changed
    /// by those patches that are told from no change.
    private var leads: [Metric] {
        [true, false].compactMap { isSpeed in Self.lead(among: effects.filter { $0.metric.isSpeed == isSpeed }) }
    }

    private static func lead(among effects: [MetricEffect]) -> Metric? {
        let changed = effects.filter { $0.isChange && !$0.isFromZero && $0.ratio >= 0 && $0.ratio.isFinite }
        let sums = Dictionary(grouping: changed, by: \.metric).mapValues { $0.reduce(0) { $0 + size($1.ratio) } }
        let order = effects.map(\.metric)
        return sums.max { ($0.value, order.firstIndex(of: $1.key)!) < ($1.value, order.firstIndex(of: $0.key)!) }?.key
            ?? effects.first { $0.isChange }?.metric
    }

    /// How far a ratio is from 1. To nothing is no further than to a thousandth.
    private static func size(_ ratio: Double) -> Double { abs(log(max(ratio, 1e-3))) }

    /// Stages of which anything is told.
    private var changedPairs: Set<StagePair> { Set(effects.filter(\.isChange).map(\.pair)) }

    private var quiet: String {
        let open = effects.count { $0.roundsNeeded != nil }
        let all = "No patch changes anything that can be told"
        return open == 0 ? all + "." : "\(all); \(open) of \(effects.count) comparisons are undecided."
    }

    private func rest(beside leads: [Metric]) -> String {
        let leading = Set(effects.filter { $0.isChange && leads.contains($0.metric) }.map(\.pair))
        let others = changedPairs.subtracting(leading).sorted { $0.after < $1.after }
        let quiet = Set(effects.map(\.pair)).count - changedPairs.count
        var text = ""
        if !others.isEmpty {
            let names = others.prefix(3).map(name) + (others.count > 3 ? ["\(others.count - 3) more"] : [])
            text += "; \(Self.list(names)) \(others.count == 1 ? "changes" : "change") other metrics"
        }
        if quiet > 0 {
            let patches = counted(quiet, "patch", plural: "patches")
            text += "; \(patches) \(quiet == 1 ? "changes" : "change") nothing that can be told"
        }
        return text
    }

    /// The patch, where it is one that the stages differ in.
    func name(of pair: StagePair) -> String {
        let stage = pair.patch.flatMap { patch in stages.first { $0.number.number == patch } }
        return stage.map { "\($0.number) \($0.name)" } ?? "stages \(pair.before)..\(pair.after)"
    }

    /// More patches than that are not all named: those that changed most are.
    private static let mostNames = 4

    private func names(of effects: [MetricEffect]) -> String {
        guard effects.count > Self.mostNames else { return Self.list(effects.map { name(of: $0.pair) }) }
        let largest = effects.sorted { Self.size($0.ratio) > Self.size($1.ratio) }.prefix(Self.mostNames - 1)
        let named = effects.filter { effect in largest.contains { $0.pair == effect.pair } }.map { name(of: $0.pair) }
        return Self.list(named + ["\(effects.count - named.count) more"])
    }

    /// Those that go the same way stand together.
    private static func grouped(_ effects: [MetricEffect]) -> [[MetricEffect]] {
        var groups: [[MetricEffect]] = []
        for effect in effects {
            let index = groups.firstIndex { way(of: $0[0]) == way(of: effect) } ?? groups.endIndex
            if index == groups.endIndex { groups.append([]) }
            groups[index].append(effect)
        }
        return groups
    }

    private static func way(of effect: MetricEffect) -> String { effect.isFromZero ? "from 0" : effect.verdictName }

    /// `make alloc(size=4096) 29% and 34% faster`
    private static func change(_ effects: [MetricEffect]) -> String {
        let (metric, isOne) = (effects[0].metric, effects.count == 1)
        guard !effects[0].isFromZero else {
            let after = effects[0].after.map { Quantity(value: $0, unit: metric.unit).text }
            let end = isOne ? after.map { " to \($0)" } ?? "" : ""
            return "\(isOne ? "takes" : "take") \(metric) from 0\(end)"
        }
        let isRange = effects.count > mostNames
        let ordered = isRange ? effects.sorted { abs($0.ratio - 1) < abs($1.ratio - 1) } : effects
        let all = ordered.map { effect in
            metric.isInstructionCount ? smallShare(abs(effect.ratio - 1)) : amount(effect.ratio)
        }
        let amounts = isRange ? (all[0] == all.last! ? all[0] : "\(all[0]) to \(all.last!)") : list(all)
        return "\(isOne ? "makes" : "make") \(metric) \(amounts) \(effects[0].verdictName)"
    }

    /// A ratio's distance from 1 in per cent, with two digits where it is small.
    static func amount(_ ratio: Double) -> String {
        let share = abs(ratio - 1) * 100
        return share.formatted(places: share < 9.95 ? 1 : 0) + "%"
    }

    static func list(_ words: [String], last: String = " and ", between: String = ", ") -> String {
        guard words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: between) + last + words.last!
    }

    private static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
