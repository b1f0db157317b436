import Foundation
import Judging
import Screen

/// What stands before the diff, and the diff; a line a row, long ones scroll to the side.
struct StepDocumentView {
    let state: StepState

    func draw(_ screen: inout Screen, in area: Area) {
        for row in 0..<area.rows {
            let index = state.documentTop + row
            guard index < state.lineCount else { return }
            let spans = SearchMarks(search: state.focus == .document ? state.search : nil).mark(spans(index))
            // The sign of a line stays where it is.
            let fixed = index >= state.head.count && hasSign(index) ? 1 : 0
            screen.write(Array(spans.prefix(fixed)), in: area, row: row)
            screen.write(Array(spans.dropFirst(fixed)), in: area, row: row, column: fixed, skipped: state.shift)
            if index == state.cursor, state.focus == .document {
                screen.restyle(row: row, of: area) { $0.isReversed = true }
            }
        }
    }

    private func hasSign(_ index: Int) -> Bool {
        switch state.document?.diff.kind(of: index - state.head.count) {
        case .added, .removed, .context: true
        default: false
        }
    }

    private func spans(_ index: Int) -> [Span] {
        guard index < state.head.count else { return diffSpans(index - state.head.count) }
        switch state.head[index] {
        case .text(let spans): return spans
        case .effect(let effect): return StepEffectRow(effect: effect, scale: scale, width: nameWidth).spans
        case .more(let count):
            return [Span("\(counted(count, "metric")) without a change that can be told: enter shows them", .dim)]
        case .file(let row, _):
            return [
                Span(" \(row.name) | \(row.count) "), Span(String(repeating: "+", count: row.plus), Style(.green)),
                Span(String(repeating: "-", count: row.minus), Style(.red)), Span(row.note),
            ]
        }
    }

    private func diffSpans(_ line: Int) -> [Span] {
        guard let diff = state.document?.diff else { return [] }
        switch diff.kind(of: line) {
        case .file:
            let file = diff.files.partitioningIndex { $0.line > line } - 1
            return [Span("── \(diff.files[file].path)", .bold)]
        case .header: return [Span(diff.text(of: line), .bold)]
        case .hunk: return [Span(diff.text(of: line), Style(.cyan))]
        case .note: return [Span(diff.text(of: line), .dim)]
        case .context: return [Span(" "), Span(diff.text(of: line))]
        case .added: return words("+", Style(.green), diff.pieces(of: line))
        case .removed: return words("-", Style(.red), diff.pieces(of: line))
        }
    }

    private func words(_ sign: String, _ style: Style, _ pieces: [WordDiff.Piece]) -> [Span] {
        [Span(sign, style)] + pieces.map { Span($0.text, $0.isChanged ? style.reversed : style) }
    }

    private var shownEffects: [MetricEffect] {
        state.head.compactMap { if case .effect(let effect) = $0 { effect } else { nil } }
    }

    private var nameWidth: Int { min(40, shownEffects.map(\.metric.description.columns).max() ?? 0) }

    /// The farthest end of an interval from no change.
    private var scale: Double {
        let ends = shownEffects.flatMap { [$0.bounds.low, $0.bounds.high, $0.ratio].compactMap { $0 } }
        return max(0.01, ends.filter(\.isFinite).map { abs($0 - 1) }.max() ?? 0.01)
    }
}

/// An effect: name, change, interval as a bar around no change, and as numbers.
struct StepEffectRow {
    let effect: MetricEffect
    /// What share of change half of the bar stands for.
    let scale: Double
    let width: Int

    private static let half = 10

    var spans: [Span] {
        let name = effect.metric.description.shortened(to: max(1, width)).padded(to: width)
        let change = effect.isChange ? EffectsListing.change(effect) : effect.judgement == .unchanged ? "=" : "~"
        return [
            Span("\(name) "), Span(change.padded(to: 8, left: false) + " ", effect.style), Span(bar, effect.style),
            Span(" " + EffectsListing.interval(effect), .dim),
        ]
    }

    var bar: String {
        var cells = Array(repeating: Character(" "), count: 2 * Self.half + 1)
        cells[Self.half] = "│"
        guard !effect.isFromZero else { return String(cells) }
        if let low = effect.bounds.low, let high = effect.bounds.high {
            for column in column(low)...max(column(low), column(high)) { cells[column] = "─" }
        }
        cells[column(effect.ratio)] = "●"
        return String(cells)
    }

    private func column(_ ratio: Double) -> Int {
        let share = max(-1, min((ratio - 1) / scale, 1))
        return Self.half + Int((share * Double(Self.half)).rounded())
    }
}
