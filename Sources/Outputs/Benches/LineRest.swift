/// What a line says around the matches of patterns: lines that differ in it are of different benchmarks.
struct LineRest {
    private let scalars: [Unicode.Scalar]
    private let outside: Int

    init(_ line: OutputLine, _ matches: some Sequence<PatternMatcher.Match>) {
        let scalars = Array(line.text.unicodeScalars)
        self.scalars = scalars
        outside = Self.hash(of: scalars, Self.timeEnd(of: scalars)..<scalars.count, without: matches.map(\.whole))
    }

    /// With the text of a match, but for these groups.
    func hash(with match: PatternMatcher.Match, without groups: [String]) -> Int {
        outside ^ Self.hash(of: scalars, match.whole, without: groups.compactMap { match.places[$0] })
    }

    private static func hash(of scalars: [Unicode.Scalar], _ range: Range<Int>, without holes: [Range<Int>]) -> Int {
        var hasher = Hasher()
        var place = range.lowerBound
        for hole in holes.sorted(by: { $0.lowerBound < $1.lowerBound }) + [range.upperBound..<range.upperBound] {
            if place < hole.lowerBound { scalars[place..<hole.lowerBound].forEach { hasher.combine($0) } }
            hasher.combine(-1)
            place = max(place, hole.upperBound)
        }
        return hasher.finalize()
    }

    /// Where the time ends that a console puts before a line, `[    0.412345]` or `2026-11-25 10:00:01.5`; 0 where
    /// there is none.
    private static func timeEnd(of scalars: [Unicode.Scalar]) -> Int {
        let head = scalars.prefix(40).map { $0.isASCII ? UInt8($0.value) : 0 }
        if head.first == UInt8(ascii: "["), let end = head.firstIndex(of: UInt8(ascii: "]")) {
            let parts = head[1..<end].drop { $0 == 0x20 }.split(separator: UInt8(ascii: "."))
            if parts.count == 2, parts.allSatisfy({ $0.allSatisfy(\.isDigit) }) { return end + 1 }
        }
        let clock = head.indices.dropLast(7).first { place in
            (0..<8).allSatisfy { $0 % 3 == 2 ? head[place + $0] == UInt8(ascii: ":") : head[place + $0].isDigit }
        }
        guard let clock, head[..<clock].allSatisfy({ $0.isDigit || "-/.T [".utf8.contains($0) }) else { return 0 }
        return scalars[clock...].firstIndex { $0 == " " } ?? scalars.count
    }
}
