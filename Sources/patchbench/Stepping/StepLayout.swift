import Screen

/// Where what stands: list and document side by side from 120 columns on, else one below the other, each below its
/// title, and the last row for what happens.
struct StepLayout: Equatable {
    /// Rows of titles come first in them; nil where there is no room, or the other pane has all of it.
    private(set) var listTitle: Area?
    private(set) var list: Area?
    private(set) var documentTitle: Area?
    private(set) var document: Area?
    private(set) var divider: Area?
    private(set) var status: Area

    /// From so many columns on side by side.
    static let wide = 120
    /// With fewer rows only one pane is shown.
    private static let fewestRows = 10

    init(_ size: Size, focus: StepState.Pane, isMaximised: Bool, stages: Int) {
        let rows = max(0, size.rows - 1)
        status = Area(top: rows, left: 0, rows: min(1, size.rows), columns: size.columns)
        let whole = Area(top: 0, left: 0, rows: rows, columns: size.columns)
        if isMaximised || size.rows < Self.fewestRows {
            focus == .list ? setList(whole) : setDocument(whole)
        } else if size.columns >= Self.wide {
            let left = min(72, size.columns * 2 / 5)
            setList(Area(top: 0, left: 0, rows: rows, columns: left))
            divider = Area(top: 0, left: left, rows: rows, columns: 1)
            setDocument(Area(top: 0, left: left + 2, rows: rows, columns: size.columns - left - 2))
        } else {
            let upper = 1 + max(1, min(stages, (rows - 2) / 3))
            setList(Area(top: 0, left: 0, rows: upper, columns: size.columns))
            setDocument(Area(top: upper, left: 0, rows: rows - upper, columns: size.columns))
        }
    }

    private mutating func setList(_ area: Area) { (listTitle, list) = Self.split(area) }
    private mutating func setDocument(_ area: Area) { (documentTitle, document) = Self.split(area) }

    private static func split(_ area: Area) -> (title: Area, rest: Area) {
        (
            Area(top: area.top, left: area.left, rows: min(1, area.rows), columns: area.columns),
            Area(top: area.top + 1, left: area.left, rows: area.rows - 1, columns: area.columns)
        )
    }
}

extension StepState {
    var layout: StepLayout {
        StepLayout(size, focus: focus, isMaximised: isMaximised, stages: stages.count)
    }
}
