/// Finds the place of each hunk in a text, one hunk after the other.
///
/// The place is one on which git and GNU patch agree, each by its own rule:
///
/// - git looks from the line that the new side states, in the text as changed so far; a hunk that begins at line 1 fits
///   only at the beginning, and one without context after its change only at the end.
/// - GNU patch looks from the line that the old side states plus the offset of the hunk before; a hunk with less
///   context at one end than at the other fits only at that end of the file.
///
/// Both go outwards from there. Where only one of them finds a place, that is it. Where they find two, or another place
/// lies less than twice as far, what is meant cannot be told, and the hunk has no place. No hunk comes to lie above or
/// over the one before it.
struct HunkLocator {
    let text: LineTable
    let maximumFuzz: Int
    /// First line, 0-based, behind the hunk before.
    private var frozen = 0
    /// Offset of the hunk before, in lines.
    private var lastOffset = 0
    /// Lines that the hunks so far have added, less those removed.
    private var growth = 0

    init(_ text: LineTable, maximumFuzz: Int) {
        self.text = text
        self.maximumFuzz = maximumFuzz
    }

    enum Result {
        /// 0-based line at which the old side begins. With fuzz, the lines of context left out count.
        case place(line: Int, offset: Int, fuzz: Int)
        case failure(HunkFailure.Reason)

        var isNowhere: Bool {
            switch self {
            case .failure(.notFound), .failure(.noContext): true
            default: false
            }
        }
    }

    /// Where the hunk is looked for first, 0-based.
    func expectedLine(of hunk: Hunk) -> Int { hunk.statedLine + lastOffset }

    mutating func locate(_ hunk: Hunk) -> Result {
        let result = hunk.hasContext ? search(hunk) : exactly(hunk)
        if case .place(let line, let offset, _) = result {
            // With fuzz, context that is not compared may lie behind the end.
            frozen = min(line + hunk.oldCount, text.count)
            lastOffset = offset
            growth += hunk.newCount - hunk.oldCount
        }
        return result
    }

    /// Without context nothing tells a place from another: only the stated line will do.
    private func exactly(_ hunk: Hunk) -> Result {
        let line = hunk.statedLine
        guard lastOffset == 0, text.matches(OldSide(hunk).pattern, at: line) else { return .failure(.noContext) }
        return line < frozen ? .failure(.overlapsPreviousHunk(line: line + 1)) : .place(line: line, offset: 0, fuzz: 0)
    }

    private func search(_ hunk: Hunk) -> Result {
        for fuzz in 0...min(maximumFuzz, max(hunk.leadingContext, hunk.trailingContext)) {
            let side = OldSide(hunk, fuzz: fuzz)
            if side.pattern.isEmpty { break }
            if fuzz == 0, isWhereAllAgree(side) { return .place(line: hunk.statedLine, offset: 0, fuzz: 0) }
            let found = places(side, fuzz: fuzz)
            if found.count > 1 { return .failure(.ambiguous(found.sorted().map { $0 - side.trimmedTop + 1 })) }
            if let line = found.first {
                let start = line - side.trimmedTop
                return .place(line: start, offset: start - hunk.statedLine, fuzz: fuzz)
            }
            if fuzz == 0, let line = text.places(of: side.pattern, startingIn: 0..<frozen).last {
                return .failure(.overlapsPreviousHunk(line: line + 1))
            }
        }
        return .failure(.notFound)
    }

    /// The common case, decided without a search: the stated line fits, and both rules look there first.
    private func isWhereAllAgree(_ side: OldSide) -> Bool {
        let line = side.hunk.statedLine
        return lastOffset == 0 && gitGuess(side.hunk) == line && line >= frozen && side.fitsGNU(line, text.count)
            && side.fitsGit(line, text.count) && text.matches(side.pattern, at: line)
    }

    private func gitGuess(_ hunk: Hunk) -> Int { max(0, hunk.newStart - 1) - growth }

    /// The places that the rules choose.
    ///
    /// What is looked through grows around the lines where the rules look first, so that the cost is that of the
    /// distance, not of the text.
    private func places(_ side: OldSide, fuzz: Int) -> Set<Int> {
        let gnu = Rule(guess: side.hunk.statedLine + lastOffset + side.trimmedTop, fits: side.fitsGNU)
        let rules = fuzz == 0 ? [gnu, Rule(guess: gitGuess(side.hunk), fits: side.fitsGit)] : [gnu]
        let guesses = rules.map(\.guess)
        let first = frozen + side.trimmedTop
        var reach = 64
        while true {
            let low = max(first, (guesses.min() ?? 0) - reach)
            let high = min(text.count, (guesses.max() ?? 0) + reach + 1)
            let places = low < high ? text.places(of: side.pattern, startingIn: low..<high) : []
            let chosen = rules.map { $0.choice(of: places, lines: text.count) }
            if low == first && high == text.count || chosen.allSatisfy({ $0.isDecided(within: reach) }) {
                return chosen.reduce(into: []) { $0.formUnion($1.places) }
            }
            reach *= 8
        }
    }

    /// Where a tool looks first, and where it lets a hunk be.
    private struct Rule {
        let guess: Int
        let fits: (Int, Int) -> Bool

        /// The place nearest to the guess that the rule allows, and those that are not clearly farther.
        func choice(of places: [Int], lines: Int) -> Choice {
            let allowed = places.filter { fits($0, lines) }
            guard let distance = allowed.map({ abs($0 - guess) }).min() else {
                return Choice(places: [], distance: nil)
            }
            return Choice(places: Set(allowed.filter { abs($0 - guess) < max(1, 2 * distance) }), distance: distance)
        }
    }

    private struct Choice {
        let places: Set<Int>
        let distance: Int?

        /// Whether no line farther than this can change the choice.
        func isDecided(within reach: Int) -> Bool { distance.map { 2 * $0 <= reach } ?? false }
    }
}
