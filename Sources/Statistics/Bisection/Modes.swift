/// The modes of a machine that runs on more than one level: values in groups that lie far apart, against what they
/// scatter within a group.
///
/// Only a clean gap divides: cutting one mode in two would take half of the noise for a difference of modes.
struct Modes: Equatable, Sendable {
    /// Between neighbouring modes, ascending; one less than there are modes.
    let bounds: [Double]
    /// The standard deviation within a mode.
    let scatter: Double
    /// The median of each mode, ascending.
    let centres: [Double]
    /// The widest range of a mode.
    let width: Double

    var count: Int { bounds.count + 1 }

    /// Fewer values than this say nothing.
    static let fewest = 6
    static let most = 5
    /// A gap must be so many standard deviations wide.
    static let cleanGap = 4.0

    /// Of many values some lie between the modes; what was found stays found where the means are so far apart.
    static let closest = 5.0

    /// nil where there is no clean gap. As many modes as the gaps allow, up to `most`. `scatter` is at least `floor`.
    init?(_ values: [Double], floor: Double) {
        let sorted = values.sorted()
        guard sorted.count >= Self.fewest else { return nil }
        let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }
        let widest = gaps.indices.sorted { gaps[$0] > gaps[$1] }.prefix(Self.most - 1)
        for cuts in stride(from: widest.count, through: 1, by: -1) {
            let ends: [Int] = widest.prefix(cuts).map { $0 + 1 }.sorted()
            let groups: [ArraySlice<Double>] = zip([0] + ends, ends + [sorted.count]).map { sorted[$0..<$1] }
            self.init(groups, floor: floor)
            if gaps[widest[cuts - 1]] > Self.cleanGap * scatter { return }
        }
        return nil
    }

    /// These modes, their bounds halfway between the means of the values in them (Lloyd's step of k-means); nil where
    /// they are modes no more.
    func refined(_ values: [Double], floor: Double) -> Modes? {
        let groups = Dictionary(grouping: values, by: mode).sorted { $0.key < $1.key }.map { $0.value.sorted() }
        guard groups.count == count else { return nil }
        let means = groups.map { $0.reduce(0, +) / Double($0.count) }
        let modes = Modes(groups.map { $0[...] }, floor: floor)
        let isApart = zip(means, means.dropFirst()).allSatisfy { $1 - $0 > Self.closest * modes.scatter }
        return isApart ? Modes(bounds: zip(means, means.dropFirst()).map { ($0 + $1) / 2 }, like: modes) : nil
    }

    private init(bounds: [Double], like other: Modes) {
        self.bounds = bounds
        scatter = other.scatter
        centres = other.centres
        width = other.width
    }

    /// The groups are sorted, and in order.
    private init(_ groups: [ArraySlice<Double>], floor: Double) {
        bounds = zip(groups, groups.dropFirst()).map { ($0.last! + $1.first!) / 2 }
        centres = groups.map { median($0)! }
        width = groups.map { $0.last! - $0.first! }.max()!
        scatter = max(floor, Self.deviation(groups))
    }

    func mode(of value: Double) -> Int {
        bounds.firstIndex { value < $0 } ?? bounds.count
    }

    private static func deviation(_ groups: [ArraySlice<Double>]) -> Double {
        var squares = 0.0
        for group in groups {
            let mean = group.reduce(0, +) / Double(group.count)
            squares += group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        let freedom = groups.reduce(0) { $0 + $1.count } - groups.count
        return (squares / Double(max(1, freedom))).squareRoot()
    }
}
