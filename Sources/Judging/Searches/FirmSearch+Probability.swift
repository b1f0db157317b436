/// How sure the answers of a search are that holds what it asks for firm.
///
/// Before anything is measured a change is as likely as none, and one question in ten is not firm: on one side of the
/// change, or on both where there is none, the value comes at a rate of which nothing is known.
extension FirmSearch {
    private static let shaky = 0.1

    /// Of the answer that `step` has, or comes to.
    package var probability: Double {
        guard let gap else {
            let none = noChange
            let change = patches.reduce(0) { $0 + share(of: $1) * weight(ofChangeAt: $1) }
            return none / (none + change)
        }
        let whole = patches.reduce(0) { $0 + share(of: $1) * weight(ofChangeAt: $1) }
        let found = ((gap.low + 1)...gap.high).reduce(0) { $0 + share(of: $1) * weight(ofChangeAt: $1) }
        return found / (whole + noChange)
    }

    /// Of those beyond the stages that can be tested nothing is said.
    private var patches: ClosedRange<Int> {
        let ends = ends ?? (stages.lowerBound, stages.upperBound)
        return (ends.low + 1)...ends.high
    }

    /// Of the patches that a firm question leaves, each with its probability.
    package var suspects: [(patch: Int, probability: Double)] {
        guard let gap else { return [] }
        let left = (gap.low + 1)...gap.high
        let total = left.reduce(0) { $0 + share(of: $1) }
        return left.map { (patch: $0, probability: share(of: $0) / total * probability) }
    }

    /// All readings of one kind are at one rate.
    private var noChange: Double {
        let counts = counts(readings)
        let firm = counts.other == 0 ? 1 - Self.shaky : 0
        return firm + Self.shaky * Self.rateLikelihood(counts.first, counts.other)
    }

    /// The likelihood of the readings where this patch changes the value, firmly or with one side at a rate.
    private func weight(ofChangeAt patch: Int) -> Double {
        let before = counts(readings.filter { $0.stage < patch })
        let after = counts(readings.filter { $0.stage >= patch })
        let isBeforeFirm = before.other == 0
        let isAfterFirm = after.first == 0
        let firm = isBeforeFirm && isAfterFirm ? 1 - Self.shaky : 0
        let shakyAfter = isBeforeFirm ? Self.rateLikelihood(after.first, after.other) : 0
        let shakyBefore = isAfterFirm ? Self.rateLikelihood(before.first, before.other) : 0
        return firm + Self.shaky / 2 * (shakyAfter + shakyBefore)
    }

    /// Readings with the value of the first stage, and the others.
    private func counts(_ readings: [Reading]) -> (first: Int, other: Int) {
        guard let ends, let first = value(of: ends.low) else { return (0, 0) }
        let same = readings.count { areAlike($0.value, first) }
        return (same, readings.count - same)
    }

    /// The integral of p^k (1 - p)^l over all rates p.
    private static func rateLikelihood(_ k: Int, _ l: Int) -> Double {
        (0..<k).reduce(1 / Double(k + l + 1)) { $0 * Double($1 + 1) / Double(l + $1 + 1) }
    }
}
