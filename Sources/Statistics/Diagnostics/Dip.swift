/// The dip (Hartigan and Hartigan, Ann. Stat. 13, 1985): how far the samples' distribution function is from the nearest
/// one of a distribution with a single mode. From 1 / 2n, where it is one, to 1/4, two points far apart.
///
/// Below the mode the nearest function is the greatest convex minorant of the samples' function, above it the least
/// concave majorant. The interval that holds the mode narrows to where the two are farthest apart, as long as that is
/// farther than what lies outside was off. O(n^2) at worst. 0 without samples.
public func dip(_ samples: [Double]) -> Double {
    let sorted = samples.sorted()
    guard let first = sorted.first, let last = sorted.last else { return 0 }
    // In units of half a sample: the function jumps by one sample, and its middle can be met to half of that.
    var dip = 1.0
    var mode = first < last ? 0...sorted.count - 1 : 0...0
    while mode.lowerBound < mode.upperBound {
        let minorant = Hull(of: sorted, mode, isLower: true)
        let majorant = Hull(of: sorted, mode, isLower: false)
        let widest = Hull.widestGap(minorant, majorant)
        guard widest.gap > dip else { break }
        dip = max(
            dip, minorant.largestDistance(in: mode.lowerBound...widest.mode.lowerBound),
            majorant.largestDistance(in: widest.mode.upperBound...mode.upperBound))
        guard widest.mode != mode else { break }
        mode = widest.mode
    }
    return dip / Double(2 * sorted.count)
}

/// The convex hull's lower or upper side of the points (x_i, i), as the places of its corners.
private struct Hull {
    let points: [Double]
    let corners: [Int]
    let isLower: Bool

    init(of points: [Double], _ range: ClosedRange<Int>, isLower: Bool) {
        let sign = isLower ? 1.0 : -1.0
        var corners: [Int] = []
        for place in range {
            while corners.count > 1 {
                let (first, second) = (corners[corners.count - 2], corners[corners.count - 1])
                let turn =
                    Double(second - first) * (points[place] - points[first])
                    - Double(place - first) * (points[second] - points[first])
                guard sign * turn >= 0 else { break }
                corners.removeLast()
            }
            corners.append(place)
        }
        self.points = points
        self.corners = corners
        self.isLower = isLower
    }

    /// The side that lies over a point, and its height there.
    private func side(at point: Double) -> (start: Int, end: Int, height: Double) {
        let next = corners.dropFirst().first { point <= points[$0] } ?? corners[corners.count - 1]
        let start = corners[max(0, corners.firstIndex(of: next)! - 1)]
        return (start, next, height(from: start, to: next, at: point))
    }

    private func height(from start: Int, to end: Int, at point: Double) -> Double {
        let width = points[end] - points[start]
        guard width > 0 else { return Double(isLower ? start : end) }
        return Double(start) + (point - points[start]) / width * Double(end - start)
    }

    /// How far the two are apart at most, and the places between which they are: a corner of the one, and the nearest
    /// corner of the other on the side that the mode is on.
    static func widestGap(_ lower: Hull, _ upper: Hull) -> (gap: Double, mode: ClosedRange<Int>) {
        var widest = (gap: 0.0, mode: lower.corners[0]...lower.corners[lower.corners.count - 1])
        for corner in lower.corners.dropLast() {
            let side = upper.side(at: lower.points[corner])
            let gap = side.height - Double(corner) + 1
            if gap > widest.gap { widest = (gap, corner...max(corner, side.end)) }
        }
        for corner in upper.corners.dropFirst() {
            let side = lower.side(at: upper.points[corner])
            let gap = Double(corner) - side.height + 1
            if gap > widest.gap { widest = (gap, min(corner, side.start)...corner) }
        }
        return widest
    }

    /// How far the samples' function is from the hull, over the sides within a range.
    func largestDistance(in range: ClosedRange<Int>) -> Double {
        var largest = 1.0
        for (start, end) in zip(corners, corners.dropFirst())
        where range.contains(start) && range.contains(end) && points[start] < points[end] {
            for place in start...end {
                let distance = Double(place) - height(from: start, to: end, at: points[place])
                largest = max(largest, (isLower ? distance : -distance) + 1)
            }
        }
        return largest
    }
}
