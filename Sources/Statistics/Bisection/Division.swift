import Foundation

/// Into how many parts, and how large ones, nodes divide at once the patches that a search has left.
///
/// More parts take fewer steps and more runs. Halving on one machine takes as many of one as of the other; w nodes are
/// to take a share 1 / log2 w of its steps and half as many runs more, so that a step is worth 1.5 log2 w runs. One in
/// which nothing is built counts half.
public struct Division: Sendable {
    /// What it takes from here on, summed over all patches that it may be.
    private struct Cost {
        var runs = 0.0
        var steps = 0.0
        /// Steps in which nothing is built.
        var quick = 0.0

        static func + (left: Cost, right: Cost) -> Cost {
            Cost(runs: left.runs + right.runs, steps: left.steps + right.steps, quick: left.quick + right.quick)
        }

        static func * (count: Int, cost: Cost) -> Cost {
            let count = Double(count)
            return Cost(runs: count * cost.runs, steps: count * cost.steps, quick: count * cost.quick)
        }
    }

    private struct Plan {
        var parts: Int
        var cost: Cost
        var confirmsAtOnce = false
    }

    private let patches: Int
    private let nodes: Int
    private let confirms: Bool
    /// By the number of patches left, from 0.
    private var plans = [Plan(parts: 1, cost: Cost())]

    /// - Parameter confirms: Whether both stages around the change are run twice.
    public init(of patches: Int, on nodes: Int, confirms: Bool = false) {
        precondition(patches > 0 && nodes > 0, "something to divide, and who does it")
        self.patches = patches
        self.nodes = nodes
        self.confirms = confirms
        for left in 1...patches { plans.append(plan(for: left)) }
    }

    /// The sizes of the parts, alike but for one.
    public var parts: [Int] { Self.sizes(plans[patches].parts, of: patches) }

    /// Whether all stages between these patches are run twice in this step, and each end once more, so that it is the
    /// last one.
    public var confirmsAtOnce: Bool { plans[patches].confirmsAtOnce }

    /// The sizes of the parts when nothing was run yet, of two kinds, the smaller ones at the end: on average over all
    /// patches the larger of the runs and what the steps are worth is least.
    /// - Parameter ends: How many ends are run beside what divides: both, or the first, and the last only where the
    ///   change lies in the last part.
    public func first(ends: Int) -> [Int] {
        var best: (worths: (Double, Double), sizes: () -> [Int])?
        for parts in 1...max(1, min(nodes - ends + 1, patches)) {
            for small in 0..<parts {
                // Fewer patches than their share of the parts.
                for few in small == 0 ? 0...0 : small...(patches * small / parts) {
                    var cost = of(parts - small, patches - few) + of(small, few)
                    cost = cost + patches * Cost(runs: Double(parts - 1 + ends), steps: 1)
                    if ends == 1 {
                        let last = small > 0 ? few / small : patches / parts
                        cost = cost + Cost(runs: Double(last), steps: last == 1 ? 1 : 0)
                    }
                    let (runs, steps) = (cost.runs, price * cost.steps)
                    let worths = (max(runs, steps), min(runs, steps))
                    guard best.map({ worths < $0.worths }) ?? true else { continue }
                    best = (
                        worths, { Self.sizes(parts - small, of: patches - few) + Self.sizes(small, of: few) }
                    )
                }
            }
        }
        return best!.sizes()
    }

    /// What a step is worth, in runs.
    private var price: Double { 1.5 * log2(Double(nodes)) }

    private func worth(_ cost: Cost) -> Double { cost.runs + price * (cost.steps - cost.quick / 2) }

    private func plan(for left: Int) -> Plan {
        guard left > 1 else {
            return Plan(parts: 1, cost: confirms ? Cost(runs: 2, steps: 1, quick: 1) : Cost())
        }
        var best = (2...max(2, min(nodes + 1, left))).lazy
            .map { Plan(parts: $0, cost: of($0, left) + left * Cost(runs: Double($0 - 1), steps: 1)) }
            .min { worth($0.cost) < worth($1.cost) }!
        if confirms, 2 * left <= nodes {
            let atOnce = Plan(parts: left, cost: left * Cost(runs: Double(2 * left), steps: 1), confirmsAtOnce: true)
            if worth(atOnce.cost) <= worth(best.cost) { best = atOnce }
        }
        return best
    }

    /// What parts of so many patches take.
    private func of(_ parts: Int, _ patches: Int) -> Cost {
        guard parts > 0 else { return Cost() }
        let (size, larger) = patches.quotientAndRemainder(dividingBy: parts)
        let even = (parts - larger) * plans[size].cost
        return larger == 0 ? even : even + larger * plans[size + 1].cost
    }

    private static func sizes(_ parts: Int, of patches: Int) -> [Int] {
        guard parts > 0 else { return [] }
        let (size, larger) = patches.quotientAndRemainder(dividingBy: parts)
        return (0..<parts).map { $0 < larger ? size + 1 : size }
    }
}
