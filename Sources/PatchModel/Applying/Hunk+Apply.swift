extension Array<Hunk> {
    /// Applies hunks of one file, in order. All of them apply, or none.
    ///
    /// Cost: linear in the text and the hunks; a hunk at its stated line costs its own length only.
    public func apply(to bytes: [UInt8], options: ApplyOptions = ApplyOptions()) -> TextOutcome {
        let text = LineTable(bytes)
        var locator = HunkLocator(text, maximumFuzz: options.fuzz)
        var assembly = TextAssembly(text)
        var placements: [HunkPlacement] = []
        for (index, stated) in enumerated() {
            let adapted = options.adaptsLineEnds ? stated.withLineEnds(of: text) : stated
            let expected = locator.expectedLine(of: stated)
            let explanation = HunkExplanation(adapted, number: index + 1, text, expected: expected)
            // One that fits as it stands may be there to change line ends. Only lines to add fit with any.
            var hunk = stated.oldCount == 0 ? adapted : stated
            var result = locator.locate(hunk)
            if options.adaptsLineEnds, result.isNowhere {
                hunk = stated.withOtherLineEnds
                result = locator.locate(hunk)
            }
            switch result {
            case .failure(let reason): return .failed(explanation.failure(reason))
            case .place(let line, let offset, let fuzz):
                guard assembly.add(hunk, at: line) else { return .failed(explanation.failure(.missingNewlineInside)) }
                placements.append(HunkPlacement(hunk: index + 1, line: line + 1, offset: offset, fuzz: fuzz))
            }
        }
        guard let bytes = assembly.finish() else {
            let last = HunkExplanation(self[count - 1], number: count, text, expected: placements[count - 1].line - 1)
            return .failed(last.failure(.missingNewlineInside))
        }
        return .applied(bytes, placements)
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
