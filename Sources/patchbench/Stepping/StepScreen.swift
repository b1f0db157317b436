import Screen

/// The state as a screen of cells. Only what is seen of the list and of the diff is looked at.
struct StepScreen {
    let state: StepState
    private let layout: StepLayout

    init(_ state: StepState) {
        self.state = state
        layout = state.layout
    }

    var screen: Screen {
        var screen = Screen(state.size)
        if state.showsHelp {
            drawHelp(&screen)
        } else {
            if let list = layout.list { StepListView(state: state).draw(&screen, in: list) }
            if let document = layout.document { StepDocumentView(state: state).draw(&screen, in: document) }
            drawTitles(&screen)
            if let divider = layout.divider {
                for row in 0..<divider.rows { screen.write("│", .dim, in: divider, row: row) }
            }
        }
        drawStatus(&screen)
        return screen
    }

    private func drawTitles(_ screen: inout Screen) {
        if let area = layout.listTitle { drawTitle(listTitle, state.focus == .list, area, &screen) }
        if let area = layout.documentTitle { drawTitle(documentTitle, state.focus == .document, area, &screen) }
    }

    private func drawTitle(_ text: String, _ hasFocus: Bool, _ area: Area, _ screen: inout Screen) {
        screen.write(text, hasFocus ? .bold : .dim, in: area, row: 0)
        screen.restyle(row: 0, of: area) { $0.isUnderlined = true }
    }

    private var listTitle: String {
        guard let series = state.series else { return "reading the series" }
        let metric = state.metric.map { "; bars: \($0)" } ?? ""
        return "\(series.name): \(counted(series.stages.count - 1, "patch", plural: "patches")), "
            + "\(series.applied) applied\(metric)"
    }

    private var documentTitle: String {
        guard let document = state.document else { return state.series == nil ? "" : "reading" }
        let percent = state.lineCount < 2 ? 100 : (state.cursor + 1) * 100 / state.lineCount
        return "\(document.title)  \(percent)%" + (state.awaited == nil ? "" : "  reading")
    }

    private func drawHelp(_ screen: inout Screen) {
        let area = Area(top: 0, left: 0, rows: state.size.rows - 1, columns: state.size.columns)
        for (row, line) in StepKeys.help.dropFirst(state.helpTop).prefix(area.rows).enumerated() {
            screen.write(line, .plain, in: area, row: row)
        }
    }

    /// What is typed, what happened, or what runs.
    private func drawStatus(_ screen: inout Screen) {
        let area = layout.status
        if let prompt = state.prompt {
            let column = screen.write(
                (prompt.goal == .search ? "/" : "file: ") + prompt.text, .plain, in: area, row: 0)
            screen.cursor = Place(row: area.top, column: min(column, max(0, area.columns - 1)))
            return
        }
        let hint = "? keys  Q quit"
        let room = Area(
            top: area.top, left: 0, rows: area.rows,
            columns: area.columns > 40 ? area.columns - hint.count - 2 : area.columns)
        let text = state.message.isEmpty ? state.progress : state.message
        screen.write(text, state.message.isEmpty ? Style(.cyan) : .bold, in: room, row: 0)
        if area.columns > 40 { screen.write(hint, .dim, in: area, row: 0, column: area.columns - hint.count) }
    }
}
