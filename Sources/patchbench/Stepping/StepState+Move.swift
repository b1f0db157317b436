import Screen

/// Moving the cursors.
extension StepState {
    /// So many lines down in the pane that has the focus.
    mutating func move(by lines: Int) -> [StepEffect] {
        if showsHelp {
            helpTop = max(0, min(helpTop + lines, StepKeys.help.count - 1))
            return []
        }
        if focus == .list { return select(selected + lines) }
        cursor += lines
        keepInView()
        return []
    }

    /// To the first or the last line.
    mutating func moveToEnd(first: Bool) -> [StepEffect] { move(by: first ? -1_000_000_000 : 1_000_000_000) }

    mutating func movePage(_ share: Double) -> [StepEffect] {
        let rows = focus == .list ? layout.list?.rows : layout.document?.rows
        return move(by: Int((Double(max(1, (rows ?? size.rows) - 1)) * share).rounded(.awayFromZero)))
    }

    /// Another stage, wherever the focus is.
    mutating func select(_ stage: Int) -> [StepEffect] {
        let new = max(0, min(stage, stages.count - 1))
        guard new != selected || content != patchContent else { return [] }
        selected = new
        showsAllEffects = false
        keepInView()
        return show(patchContent)
    }

    mutating func shift(by columns: Int) {
        if focus == .document { shift = max(0, shift + columns) }
    }

    mutating func moveToNextHunk() {
        guard let hunks = document?.diff.hunks, !hunks.isEmpty else { return message = "no hunk" }
        let line = cursor - head.count
        guard let next = hunks.first(where: { $0 > line }) else { return message = "no hunk below" }
        focus = .document
        cursor = head.count + next
        // A hunk is read from its top.
        documentTop = cursor
        keepInView()
    }

    mutating func moveToFile(_ file: DiffLines.File) {
        focus = .document
        cursor = head.count + file.line
        documentTop = cursor
        keepInView()
    }

    /// The cursors within their lists, and seen.
    mutating func keepInView() {
        cursor = max(0, min(cursor, lineCount - 1))
        documentTop = Self.top(documentTop, showing: cursor, rows: layout.document?.rows ?? 1, of: lineCount)
        listTop = Self.top(listTop, showing: selected, rows: layout.list?.rows ?? 1, of: stages.count)
    }

    private static func top(_ top: Int, showing line: Int, rows: Int, of count: Int) -> Int {
        let rows = max(1, rows)
        let nearest = max(line - rows + 1, min(top, line))
        return max(0, min(nearest, max(0, count - rows)))
    }
}
