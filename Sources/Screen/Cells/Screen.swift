/// What a terminal shows: rows of cells.
public struct Screen: Equatable, Sendable {
    public let size: Size
    public private(set) var cells: [Cell]
    /// Where the cursor is seen, if it is.
    public var cursor: Place?

    public init(_ size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: size.rows * size.columns)
    }

    public func row(_ row: Int) -> ArraySlice<Cell> { cells[row * size.columns..<(row + 1) * size.columns] }

    /// The text of each row, without the blanks at its end.
    public var lines: [String] {
        (0..<size.rows).map { row in
            var text = self.row(row).map(\.text).joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    /// Writes spans one after the other into a row of an area: what has no room is cut, and a sign says so.
    ///
    /// - Parameters:
    ///   - row: Of the area; one outside is not written.
    ///   - column: Of the area.
    ///   - skipped: Columns of the text that are scrolled away to the left.
    /// - Returns: the column behind the text.
    @discardableResult
    public mutating func write(_ spans: [Span], in area: Area, row: Int, column: Int = 0, skipped: Int = 0) -> Int {
        guard (0..<area.rows).contains(row), column < area.columns else { return column }
        let line = area.top + row
        let end = area.left + area.columns
        var place = area.left + column - skipped
        let start = area.left + column
        for span in spans {
            for glyph in Glyph.all(of: span.text) {
                if place + glyph.columns > end {
                    // What is left of the last column is a sign that something was cut.
                    put("…", Style.dim, row: line, column: end - 1)
                    return area.columns
                }
                if place >= start {
                    put(glyph, span.style, row: line, column: place)
                } else if place + glyph.columns > start {
                    let isBlank = glyph.text.first == " "
                    put(isBlank ? " " : "‹", isBlank ? span.style : .dim, row: line, column: start)
                    for column in (start + 1)..<max(start + 1, place + glyph.columns) {
                        put(" ", span.style, row: line, column: column)
                    }
                }
                place += glyph.columns
            }
        }
        return max(column, place - area.left)
    }

    /// One span.
    @discardableResult
    public mutating func write(_ text: String, _ style: Style, in area: Area, row: Int, column: Int = 0) -> Int {
        write([Span(text, style)], in: area, row: row, column: column)
    }

    /// Gives a whole row of an area a look.
    public mutating func restyle(row: Int, of area: Area, _ change: (inout Style) -> Void) {
        guard (0..<area.rows).contains(row), (0..<size.rows).contains(area.top + row) else { return }
        for column in area.left..<max(area.left, min(size.columns, area.left + area.columns)) {
            change(&cells[(area.top + row) * size.columns + column].style)
        }
    }

    private mutating func put(_ glyph: Glyph, _ style: Style, row: Int, column: Int) {
        var style = style
        switch glyph.kind {
        case .plain: break
        case .spelled: style.isReversed.toggle()
        case .rightToLeft: style.isUnderlined = true
        }
        if glyph.columns > 1, glyph.kind != .spelled, glyph.text.first != " " {
            put(glyph.text, style, row: row, column: column)
            return put("", style, row: row, column: column + 1)
        }
        if glyph.columns == 1 { return put(glyph.text, style, row: row, column: column) }
        for (index, character) in glyph.text.enumerated() {
            put(String(character), style, row: row, column: column + index)
        }
    }

    private mutating func put(_ text: String, _ style: Style, row: Int, column: Int) {
        guard (0..<size.rows).contains(row), (0..<size.columns).contains(column) else { return }
        let index = row * size.columns + column
        // Half a wide character is none.
        if cells[index].text.isEmpty, !text.isEmpty, column > 0 { cells[index - 1].text = " " }
        cells[index] = Cell(text: text, style: style)
        if column + 1 < size.columns, cells[index + 1].text.isEmpty { cells[index + 1].text = " " }
    }
}

/// Rows and columns; none is negative.
public struct Size: Equatable, Sendable {
    public var rows: Int
    public var columns: Int

    public init(rows: Int, columns: Int) {
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }
}

public struct Place: Equatable, Sendable {
    public var row: Int
    public var column: Int

    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}

/// A rectangle of a screen.
public struct Area: Equatable, Sendable {
    public var top: Int
    public var left: Int
    public var rows: Int
    public var columns: Int

    public init(top: Int, left: Int, rows: Int, columns: Int) {
        self.top = top
        self.left = left
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }
}
