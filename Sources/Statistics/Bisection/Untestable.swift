import Foundation

/// Stages that cannot be built or run, and what that says of the stages beside them: they come in batches, from a patch
/// that breaks the build to one that mends it, so that a batch is halved from both its ends and not walked through.
public struct Untestable: Sendable, Equatable {
    private var stages: Set<Int> = []

    public init() {}

    public mutating func insert(_ stage: Int) { stages.insert(stage) }

    public func contains(_ stage: Int) -> Bool { stages.contains(stage) }

    /// Amid two stages that cannot be tested, one that can.
    private static let between = 0.1
    /// That a stage that cannot be tested is no batch's.
    private static let alone = 0.3

    /// For each stage between two that can be tested, and none between which was, how likely it can be tested: 1 where
    /// none was tried, 0 where it was. An end of a batch may lie anywhere between a stage in it and one that is not.
    public func chances(between low: Int, and high: Int) -> [Double] {
        let inside = (low + 1)..<high
        let tried = inside.filter(contains)
        guard let first = tried.first, let last = tried.last else { return inside.map { _ in 1 } }
        var chances = [Double](repeating: 0, count: inside.count)
        func chance(_ distance: Int, of length: Int) -> Double {
            Self.alone + (1 - Self.alone) * Double(distance) / Double(length)
        }
        for stage in inside.lowerBound..<first { chances[stage - low - 1] = chance(first - stage, of: first - low) }
        for stage in (last + 1)..<max(last + 1, high) {
            chances[stage - low - 1] = chance(stage - last, of: high - last)
        }
        for (one, next) in zip(tried, tried.dropFirst()) where Double(next - one) > Self.finest(among: high - low) {
            for stage in (one + 1)..<next {
                let place = Double(2 * min(stage - one, next - stage)) / Double(next - one)
                chances[stage - low - 1] = Self.between * place
            }
        }
        return chances
    }

    /// Among so many patches, of which nothing but the first and the last stage can be tested: where no more lie
    /// between two of them that were tried, no stage between these is. Of a small batch every stage is.
    private static func finest(among patches: Int) -> Double {
        patches > 16 ? Double(patches) / log2(Double(patches)) : 1
    }

    /// Whether no stage between two that can be tested is worth a try.
    public func fills(_ low: Int, _ high: Int) -> Bool { chances(between: low, and: high).allSatisfy { $0 == 0 } }

    /// The stage between two that can be tested which is likeliest to tell most of where a change lies; nil where none
    /// is worth a try.
    /// - Parameter share: How likely the change lies above `low` and up to a stage.
    public func halving(_ low: Int, _ high: Int, share: (Int) -> Double) -> Int? {
        var best: (stage: Int, worth: Double)?
        for (stage, chance) in zip((low + 1)..., chances(between: low, and: high)) where chance > 0 {
            let worth = chance * max(1e-9, Self.entropy(share(stage)))
            if worth > (best?.worth ?? 0) * (1 + 1e-9) { best = (stage, worth) }
        }
        return best?.stage
    }

    private static func entropy(_ share: Double) -> Double {
        guard share > 0, share < 1 else { return 0 }
        return -share * log2(share) - (1 - share) * log2(1 - share)
    }

    /// The stages that divide the patches between two that can be tested, for several nodes at once: into parts of
    /// these sizes, should all patches be as likely. Where stages cannot be tested, no node is spared.
    /// - Parameter share: How likely the change lies above `low` and up to a stage.
    public func dividing(
        _ low: Int, _ high: Int, into sizes: [Int], nodes: Int, share: (Int) -> Double
    ) -> [Int] {
        let chances = chances(between: low, and: high)
        guard chances.allSatisfy({ $0 == 1 }) else { return dividingMost(low, high, nodes, chances, share) }
        var (stages, patches): ([Int], Int) = ([], 0)
        for (part, size) in zip(1..., sizes.dropLast()) {
            patches += size
            // Between the one before, and those that must be left for the ones after.
            let range = ((stages.last ?? low) + 1)...(high - sizes.count + part)
            let wanted = Double(patches) / Double(high - low)
            stages.append(range.min { abs(share($0) - wanted) < abs(share($1) - wanted) }!)
        }
        return stages
    }

    /// One after the other, each where it is likeliest to tell most given those before.
    private func dividingMost(
        _ low: Int, _ high: Int, _ count: Int, _ chances: [Double], _ share: (Int) -> Double
    ) -> [Int] {
        var ends = [low, high]
        func worth(_ stage: Int) -> Double {
            let place = ends.firstIndex { $0 >= stage }!
            guard ends[place] != stage else { return 0 }
            let (before, after) = (ends[place - 1] == low ? 0 : share(ends[place - 1]), share(ends[place]))
            let part = after - before
            return chances[stage - low - 1] * part * Self.entropy((share(stage) - before) / part)
        }
        for _ in 0..<count {
            guard let best = ((low + 1)..<high).max(by: { worth($0) < worth($1) }), worth(best) > 0 else { break }
            ends.append(best)
            ends.sort()
        }
        return ends.filter { $0 != low && $0 != high }
    }

    /// The first and the last stage that can be tested, as far as is known; an end that cannot be is looked for as the
    /// end of a batch is, in steps that double, and then by halving. Nil where they are one.
    /// - Parameter tested: Whether a stage was.
    public func ends(of stages: ClosedRange<Int>, tested: (Int) -> Bool) -> (low: Int, high: Int)? {
        let count = stages.count
        func first(_ stage: (Int) -> Int) -> Int? {
            guard contains(stage(0)) else { return stage(0) }
            let able = (1..<count).first { tested(stage($0)) } ?? count
            let last = (0..<able).last { contains(stage($0)) }!
            if 2 * last + 1 < able { return stage(2 * last + 1) }
            if able < count { return stage(last + 1 == able ? able : last + (able - last) / 2) }
            return last + 1 < count ? stage(count - 1) : nil
        }
        guard let low = first({ stages.lowerBound + $0 }), let high = first({ stages.upperBound - $0 }), low < high
        else { return nil }
        return (low, high)
    }
}
