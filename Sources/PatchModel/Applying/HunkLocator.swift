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
    }

    /// Where the hunk is looked for first, 0-based.
    func expectedLine(of hunk: Hunk) -> Int { hunk.statedLine + lastOffset }

    mutating func locate(_ hunk: Hunk) -> Result {
        let result = hunk.hasContext ? search(hunk) : exactly(hunk)
        if case .place(let line, let offset, _) = result {
            frozen = line + hunk.oldCount
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
            let all = text.places(of: side.pattern)
            let places = all.filter { $0 >= frozen + side.trimmedTop }
            var found = nearest(to: hunk.statedLine + lastOffset + side.trimmedTop, in: places, where: side.fitsGNU)
            if fuzz == 0 { found.formUnion(nearest(to: gitGuess(hunk), in: places, where: side.fitsGit)) }
            if found.count > 1 { return .failure(.ambiguous(found.sorted().map { $0 - side.trimmedTop + 1 })) }
            if let line = found.first {
                let start = line - side.trimmedTop
                return .place(line: start, offset: start - hunk.statedLine, fuzz: fuzz)
            }
            if fuzz == 0, let line = all.last(where: { $0 < frozen }) {
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

    /// The place nearest to the guess that the rule allows, and those that are not clearly farther.
    private func nearest(to guess: Int, in places: [Int], where fits: (Int, Int) -> Bool) -> Set<Int> {
        let allowed = places.filter { fits($0, text.count) }
        guard let distance = allowed.map({ abs($0 - guess) }).min() else { return [] }
        return Set(allowed.filter { abs($0 - guess) < max(1, 2 * distance) })
    }
}

/// A hunk's old side, maybe with some context left out at both ends.
struct OldSide {
    let hunk: Hunk
    let pattern: [UInt8]
    let trimmedTop: Int
    let trimmedBottom: Int
    private let isBoundToStart: Bool
    private let isBoundToEnd: Bool

    init(_ hunk: Hunk, fuzz: Int = 0) {
        self.hunk = hunk
        let (leading, trailing) = (hunk.leadingContext, hunk.trailingContext)
        let context = max(leading, trailing)
        let (prefixFuzz, suffixFuzz) = (fuzz + leading - context, fuzz + trailing - context)
        isBoundToStart = prefixFuzz < 0 && hunk.oldStart <= 1
        isBoundToEnd = suffixFuzz < 0
        trimmedTop = max(0, prefixFuzz)
        trimmedBottom = max(0, suffixFuzz)
        let old = hunk.lines.filter { $0.kind != .added }
        pattern = old.dropFirst(trimmedTop).dropLast(trimmedBottom).flatMap(\.text)
    }

    private var length: Int { hunk.oldCount - trimmedTop - trimmedBottom }

    func fitsGNU(_ line: Int, _ count: Int) -> Bool {
        (!isBoundToStart || line == trimmedTop) && (!isBoundToEnd || line + length == count)
    }

    func fitsGit(_ line: Int, _ count: Int) -> Bool {
        (hunk.oldStart > 1 || line == 0) && (hunk.trailingContext > 0 || line + length == count)
    }
}

extension Hunk {
    /// 0-based line at which the old side begins by the header.
    var statedLine: Int { oldCount == 0 ? oldStart : max(0, oldStart - 1) }

    var hasContext: Bool { lines.contains { $0.kind == .context } }
}
