/// The bytes that bring a terminal from one screen to another (ECMA-48): the cells that differ.
public struct ScreenUpdate {
    public var hasColour: Bool
    /// Whether the terminal reads UTF-8; else what is not ASCII is replaced.
    public var hasUnicode: Bool

    public init(hasColour: Bool, hasUnicode: Bool) {
        self.hasColour = hasColour
        self.hasUnicode = hasUnicode
    }

    /// The end of an update: a terminal that knows the mode shows nothing before it.
    public static let end = "\u{1B}[?2026l"

    /// - Parameter old: nil where nothing is known of what is shown.
    public func bytes(from old: Screen?, to new: Screen) -> [UInt8] {
        var text = "\u{1B}[?2026h\u{1B}[?25l"
        let known = old.flatMap { $0.size == new.size ? $0 : nil }
        if known == nil { text += "\u{1B}[m\u{1B}[2J" }
        for row in 0..<new.size.rows {
            let cells = new.row(row)
            let before = known?.row(row)
            if let before, before == cells { continue }
            append(cells, differingFrom: before, row: row, to: &text)
        }
        if let cursor = new.cursor { text += Self.move(cursor.row, cursor.column) + "\u{1B}[?25h" }
        return Array((text + Self.end).utf8)
    }

    private func append(
        _ cells: ArraySlice<Cell>, differingFrom before: ArraySlice<Cell>?, row: Int, to text: inout String
    ) {
        let (cells, before) = (Array(cells), before.map(Array.init))
        var first = 0
        var last = cells.count - 1
        if let before {
            first = cells.indices.first { cells[$0] != before[$0] } ?? cells.count
            last = cells.indices.last { cells[$0] != before[$0] } ?? -1
        }
        // The second half of a wide character is not written by itself.
        while first > 0, cells[first].text.isEmpty { first -= 1 }
        guard first <= last else { return }
        text += Self.move(row, first)
        var style = Style.plain
        var isPlaced = true
        for column in first...last where !cells[column].text.isEmpty {
            let cell = cells[column]
            // How far a terminal went for what is not ASCII, it alone knows.
            if !isPlaced { text += Self.move(row, column) }
            if cell.style != style {
                let parameters = cell.style.parameters(hasColour: hasColour)
                text += parameters.isEmpty ? "\u{1B}[m" : "\u{1B}[0;\(parameters)m"
                style = cell.style
            }
            let isWide = column < last && cells[column + 1].text.isEmpty
            text += hasUnicode ? cell.text : Self.ascii(cell.text, isWide: isWide)
            isPlaced = !hasUnicode || cell.text.utf8.count == 1
        }
        if style != .plain { text += "\u{1B}[m" }
    }

    private static func move(_ row: Int, _ column: Int) -> String { "\u{1B}[\(row + 1);\(column + 1)H" }

    private static func ascii(_ text: String, isWide: Bool) -> String {
        if text.utf8.count == 1 { return text }
        return signs[text] ?? (isWide ? "??" : "?")
    }

    /// What our own signs are in ASCII.
    private static let signs = [
        "…": ">", "‹": "<", "│": "|", "─": "-", "━": "=", "●": "o", "✓": "+", "✗": "x", "·": ".", "±": "~",
    ]
}
