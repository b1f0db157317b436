extension Array<Hunk> {
    /// Applies hunks of one file, in order. All of them apply, or none.
    ///
    /// Cost: linear in the text and the hunks; a hunk at its stated line costs its own length only.
    public func apply(to bytes: [UInt8], options: ApplyOptions = ApplyOptions()) -> TextOutcome {
        let text = LineTable(bytes)
        var locator = HunkLocator(text, maximumFuzz: options.fuzz)
        var result = TextAssembly(text)
        var placements: [HunkPlacement] = []
        for (index, stated) in enumerated() {
            let hunk = options.adaptsLineEnds ? stated.withLineEnds(of: text) : stated
            let explanation = HunkExplanation(hunk, number: index + 1, text, expected: locator.expectedLine(of: hunk))
            switch locator.locate(hunk) {
            case .failure(let reason): return .failed(explanation.failure(reason))
            case .place(let line, let offset, let fuzz):
                guard result.add(hunk, at: line) else { return .failed(explanation.failure(.missingNewlineInside)) }
                placements.append(HunkPlacement(hunk: index + 1, line: line + 1, offset: offset, fuzz: fuzz))
            }
        }
        guard let bytes = result.finish() else {
            let last = HunkExplanation(self[count - 1], number: count, text, expected: placements[count - 1].line - 1)
            return .failed(last.failure(.missingNewlineInside))
        }
        return .applied(bytes, placements)
    }
}

extension Hunk {
    /// The hunk with the ends of the text's first line on all of its own.
    fileprivate func withLineEnds(of text: LineTable) -> Hunk {
        guard text.count > 0, text[0].last == ASCII.newline else { return self }
        let hasReturns = text[0].dropLast().last == ASCII.carriageReturn
        let adapted = lines.map { line in
            guard line.text.last == ASCII.newline else { return line }
            let content = line.text.withoutLineEnd
            return Line(line.kind, content + (hasReturns ? [ASCII.carriageReturn, ASCII.newline] : [ASCII.newline]))
        }
        return Hunk(
            oldStart: oldStart, oldCount: oldCount, newStart: newStart, newCount: newCount, lines: adapted,
            section: section, sourceLine: sourceLine)
    }
}

/// Puts the new text together from the old one and the hunks.
private struct TextAssembly {
    private let text: LineTable
    private var bytes: [UInt8] = []
    /// First line of the old text that has been neither copied nor removed.
    private var position = 0

    init(_ text: LineTable) {
        self.text = text
        bytes.reserveCapacity(text.bytes.count + 256)
    }

    /// False where a line without a newline would come to stand before another.
    mutating func add(_ hunk: Hunk, at line: Int) -> Bool {
        var line = line
        for change in hunk.lines {
            switch change.kind {
            case .context: line += 1
            case .removed:
                guard copy(upTo: line) else { return false }
                line += 1
                position = line
            case .added:
                guard copy(upTo: line), append(change.text) else { return false }
            }
        }
        return true
    }

    mutating func finish() -> [UInt8]? { copy(upTo: text.count) ? bytes : nil }

    private mutating func copy(upTo line: Int) -> Bool {
        let old = text.bytes[text.start(of: position)..<text.start(of: line)]
        position = line
        return append(old)
    }

    private mutating func append(_ more: Bytes) -> Bool {
        guard !more.isEmpty else { return true }
        guard bytes.isEmpty || bytes.last == ASCII.newline else { return false }
        bytes += more
        return true
    }
}
