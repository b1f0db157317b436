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
