/// Gathers what to show of a hunk that has no place.
struct HunkExplanation {
    private let hunk: Hunk
    private let number: Int
    private let text: LineTable
    /// 0-based.
    private let expected: Int

    init(_ hunk: Hunk, number: Int, _ text: LineTable, expected: Int) {
        self.hunk = hunk
        self.number = number
        self.text = text
        self.expected = max(0, expected)
    }

    func failure(_ reason: HunkFailure.Reason) -> HunkFailure {
        let wanted = hunk.lines.filter { $0.kind != .added }.map(\.text)
        return HunkFailure(
            reason: refined(reason), hunk: number, sourceLine: hunk.sourceLine, expectedLine: expected + 1,
            wanted: wanted, found: text.lines(from: expected, count: wanted.count), nearest: nearest(to: wanted))
    }

    /// A better reason than "not found", where there is one.
    private func refined(_ reason: HunkFailure.Reason) -> HunkFailure.Reason {
        guard reason == .notFound || reason == .noContext else { return reason }
        let newSide = hunk.lines.filter { $0.kind != .removed }.flatMap(\.text)
        if hunk.hasContext, let line = text.places(of: newSide).min(by: { abs($0 - expected) < abs($1 - expected) }) {
            return .alreadyApplied(line: line + 1)
        }
        let other = OldSide(hunk.withOtherLineEnds).pattern
        // A lone last line without a newline has no line end to differ in.
        guard other != OldSide(hunk).pattern, !text.places(of: other).isEmpty else { return reason }
        return .lineEndings(patchHasCarriageReturns: hunk.hasCarriageReturns)
    }

    /// The place where most lines of the old side stand, the one nearest to the expected line among equals. Of a long
    /// hunk the first lines stand for all, which bounds the cost by 64 times the text's lines.
    private func nearest(to wanted: [Bytes]) -> HunkFailure.NearMiss? {
        let probe = wanted.prefix(64)
        var best: (line: Int, matching: Int)?
        for line in 0..<text.count {
            let here = min(probe.count, text.count - line)
            let matching = (0..<here).count { probe[$0] == text[line + $0] && !probe[$0].trimmedEnd.isEmpty }
            let isBetter = best.map {
                matching > $0.matching
                    || (matching == $0.matching && abs(line - expected) < abs($0.line - expected))
            }
            if matching > 0, isBetter ?? true { best = (line, matching) }
        }
        return best.map {
            HunkFailure.NearMiss(
                line: $0.line + 1, matching: $0.matching, found: text.lines(from: $0.line, count: wanted.count))
        }
    }
}
