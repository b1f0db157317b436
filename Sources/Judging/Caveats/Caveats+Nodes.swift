import Foundation
import Outputs
import PatchModel
import Statistics

/// Machines of one run that do not agree.
extension Caveats {
    /// Names each node on which an effect is another one than on the rest, the clearest first. That node is left out
    /// then, so that the others are not blamed for it.
    package static func ofNodes(_ samples: RoundSamples, _ pairs: [StagePair], _ options: ComparisonOptions) -> [Caveat]
    {
        var effects = pairs.flatMap { pair in
            samples.metrics.filter(options.judges).compactMap { NodeEffects(pair, $0, samples) }
        }
        var caveats: [Caveat] = []
        while let (node, caveat) = clearest(effects) {
            caveats.append(caveat)
            effects = effects.compactMap { $0.without(node) }
        }
        return caveats
    }

    private static func clearest(_ effects: [NodeEffects]) -> (node: String, Caveat)? {
        let found = effects.flatMap { effect in effect.nodes.map { (node: $0, effect: effect) } }
        let pValues = found.map { $0.effect.pValue(of: $0.node) }
        let odd = zip(found, Holm.adjusted(pValues)).enumerated().filter { index, entry in
            let (here, elsewhere) = entry.0.effect.ratios(of: entry.0.node)
            return entry.1 <= level && abs(here / elsewhere - 1) > noticeableShift
        }
        guard let first = odd.min(by: { pValues[$0.offset] < pValues[$1.offset] })?.element.0 else { return nil }
        let (here, elsewhere) = first.effect.ratios(of: first.node)
        let count = odd.count { $0.element.0.node == first.node }
        return (
            first.node,
            .nodeDisagrees(
                first.node, first.effect.pair, first.effect.metric, effects: count, here: here, elsewhere: elsewhere)
        )
    }
}

/// The differences of a pair on a metric, by the node that measured them; of two nodes or more.
private struct NodeEffects {
    let pair: StagePair
    let metric: Metric
    private let all: PairedSamples
    private var differences: [String: [Double]]

    init?(_ pair: StagePair, _ metric: Metric, _ samples: RoundSamples) {
        let paired = samples.paired(pair, metric)
        guard Set(paired.nodes).count > 1 else { return nil }
        (self.pair, self.metric) = (pair, metric)
        all = PairedSamples(before: paired.before, after: paired.after)
        differences = Dictionary(grouping: zip(paired.nodes, all.differences), by: \.0).mapValues { $0.map(\.1) }
    }

    var nodes: [String] { differences.keys.sorted() }

    func without(_ node: String) -> NodeEffects? {
        var rest = self
        rest.differences[node] = nil
        return rest.differences.count > 1 ? rest : nil
    }

    private func others(_ node: String) -> [Double] { differences.filter { $0.key != node }.flatMap(\.value) }

    func pValue(of node: String) -> Double { BlockAgreement.pValue(differences[node]!, others: others(node)) }

    /// after / before on the node, and on the others.
    func ratios(of node: String) -> (here: Double, elsewhere: Double) {
        (all.ratio(median(differences[node]!)!), all.ratio(median(others(node))!))
    }
}
