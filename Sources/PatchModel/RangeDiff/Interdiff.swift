/// How the results of two patches differ, without the tree that they are for: as much of each file as the patches show.
public enum Interdiff {
    /// What became of one file.
    public enum Answer: Hashable, Sendable {
        /// Both patches were made of the same content: the parts of the file that they show, after the one and after
        /// the other.
        case results([Segment])
        /// They were made of different contents, so that only the patches can be compared.
        case basesDiffer
    }

    /// Lines that stand together in a file, as one patch and as the other leaves them.
    public struct Segment: Hashable, Sendable {
        /// 0-based line of the file at which it begins, after each patch.
        public let oldStart: Int
        public let newStart: Int
        public let old: [UInt8]
        public let new: [UInt8]
    }

    /// Compares what two patches make of one file, by hunks of the same file in order; none where a patch leaves it
    /// alone. Linear in the hunks.
    public static func compare(_ old: [Hunk], _ new: [Hunk]) -> Answer {
        var segments: [Segment] = []
        var (oldGrowth, newGrowth) = (0, 0)
        for region in Region.merging(old, new) {
            guard let base = region.base else { return .basesDiffer }
            let (before, after) = (region.apply(region.old, to: base), region.apply(region.new, to: base))
            segments.append(
                Segment(
                    oldStart: region.start + oldGrowth, newStart: region.start + newGrowth,
                    old: before.flatMap(\.self), new: after.flatMap(\.self)))
            oldGrowth += before.count - base.count
            newGrowth += after.count - base.count
        }
        return .results(segments)
    }
}

/// Hunks of both patches whose old sides overlap or touch.
private struct Region {
    let start: Int
    private(set) var end: Int
    private(set) var old: [Hunk] = []
    private(set) var new: [Hunk] = []

    static func merging(_ old: [Hunk], _ new: [Hunk]) -> [Region] {
        let all = (old.map { ($0, isOld: true) } + new.map { ($0, isOld: false) })
            .sorted { ($0.0.statedLine, $0.0.oldCount) < ($1.0.statedLine, $1.0.oldCount) }
        var regions: [Region] = []
        for (hunk, isOld) in all {
            let line = hunk.statedLine
            if regions.last.map({ line > $0.end }) ?? true { regions.append(Region(start: line, end: line)) }
            regions[regions.count - 1].add(hunk, isOld: isOld)
        }
        return regions
    }

    init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    private mutating func add(_ hunk: Hunk, isOld: Bool) {
        end = max(end, hunk.statedLine + hunk.oldCount)
        if isOld { old.append(hunk) } else { new.append(hunk) }
    }

    /// The lines of the old side; nil where the patches do not agree on them.
    var base: [Bytes]? {
        var lines = [Bytes?](repeating: nil, count: end - start)
        for hunk in old + new {
            var line = hunk.statedLine - start
            for part in hunk.lines where part.kind != .added {
                if let known = lines[line], known != part.text { return nil }
                lines[line] = part.text
                line += 1
            }
        }
        return lines.compactMap(\.self)
    }

    func apply(_ hunks: [Hunk], to base: [Bytes]) -> [Bytes] {
        var result: [Bytes] = []
        var position = 0
        for hunk in hunks {
            let line = hunk.statedLine - start
            result += base[min(position, line)..<line]
            result += hunk.lines.filter { $0.kind != .removed }.map(\.text)
            position = line + hunk.oldCount
        }
        return result + base[min(position, base.count)...]
    }
}
