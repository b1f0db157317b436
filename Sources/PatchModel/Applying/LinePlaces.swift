/// Where each line of a text stands, made when it is first asked for. Lines are told apart by hash, so that what is
/// found has to be compared.
final class LinePlaces {
    private var places: [Int: [Int32]]?

    /// The lines, in order, at which a pattern may begin: where its rarest line stands as far below.
    func candidates(for pattern: [UInt8], in lines: Range<Int>, of text: LineTable) -> [Int] {
        let known = places ?? Self.places(in: text)
        places = known
        let wanted = LineTable(pattern)
        var best: (places: [Int32], depth: Int)?
        for depth in 0..<wanted.count {
            guard let places = known[Self.hash(of: wanted[depth])] else { return [] }
            if best.map({ places.count < $0.places.count }) ?? true { best = (places, depth) }
        }
        guard let (places, depth) = best else { return [] }
        let first = Self.firstIndex(in: places, notBelow: lines.lowerBound + depth)
        return places[first...].prefix { Int($0) - depth < lines.upperBound }.map { Int($0) - depth }
    }

    private static func places(in text: LineTable) -> [Int: [Int32]] {
        var places: [Int: [Int32]] = [:]
        for line in 0..<text.count { places[hash(of: text[line]), default: []].append(Int32(line)) }
        return places
    }

    private static func hash(of line: Bytes) -> Int {
        var hasher = Hasher()
        line.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize()
    }

    /// By halving.
    private static func firstIndex(in places: [Int32], notBelow line: Int) -> Int {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(places[middle]) < line { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
