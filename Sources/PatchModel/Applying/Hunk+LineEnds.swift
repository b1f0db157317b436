/// Hunks for a text whose lines end otherwise.
extension Hunk {
    /// With carriage returns at the ends of all lines where the old side has none, and with none where it has.
    var withOtherLineEnds: Hunk { with(carriageReturns: !hasCarriageReturns) }

    /// With the ends of the text's first line on all lines.
    func withLineEnds(of text: LineTable) -> Hunk {
        guard text.count > 0, text[0].last == ASCII.newline else { return self }
        return with(carriageReturns: text[0].endsInCarriageReturn)
    }

    var hasCarriageReturns: Bool { lines.contains { $0.kind != .added && $0.text.endsInCarriageReturn } }

    private func with(carriageReturns: Bool) -> Hunk {
        let end = carriageReturns ? [ASCII.carriageReturn, ASCII.newline] : [ASCII.newline]
        let adapted = lines.map { line in
            line.text.last == ASCII.newline ? Line(line.kind, line.text.withoutLineEnd + end) : line
        }
        return Hunk(
            oldStart: oldStart, oldCount: oldCount, newStart: newStart, newCount: newCount, lines: adapted,
            section: section, sourceLine: sourceLine)
    }
}

extension Bytes {
    fileprivate var endsInCarriageReturn: Bool {
        last == ASCII.newline && dropLast().last == ASCII.carriageReturn
    }
}
