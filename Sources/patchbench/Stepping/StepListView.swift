import Foundation
import Judging
import Screen

/// The stages, a row each.
struct StepListView {
    let state: StepState

    func draw(_ screen: inout Screen, in area: Area) {
        let width = String(max(0, state.stages.count - 1)).count
        for row in 0..<area.rows {
            let index = state.listTop + row
            guard state.stages.indices.contains(index) else { return }
            screen.write(spans(index, numberWidth: width), in: area, row: row)
            if index == state.selected {
                screen.restyle(row: row, of: area) { $0 = Style(isBold: $0.isBold, isReversed: true) }
            }
        }
    }

    private func spans(_ index: Int, numberWidth: Int) -> [Span] {
        let stage = state.stages[index]
        let number = String(index).padded(to: numberWidth, left: false)
        let isLast = index == state.series?.applied
        return [
            Span(state.marks.contains(index) ? "*" : " ", Style(.yellow, isBold: true)),
            stage.isUnfinished
                ? Span("!", Style(.red, isBold: true))
                : Span(isLast ? ">" : stage.isApplied ? "+" : "-", isLast ? .bold : .dim),
            Span(" \(number) "), Span(stage.isBuilt ? "b" : " ", .dim), tests(stage), claims(stage), Span(" "),
        ] + bar(stage.effect(on: state.metric)) + highlighted(name(stage, index))
    }

    private func name(_ stage: SteppedSeries.Stage, _ index: Int) -> [Span] {
        let name = stage.label.name
        let isLast = index == state.series?.applied
        guard stage.subject != name, !stage.subject.isEmpty else { return [Span(name, isLast ? .bold : .plain)] }
        return [Span(name, isLast ? .bold : .plain), Span("  " + stage.subject, .dim)]
    }

    private func highlighted(_ spans: [Span]) -> [Span] {
        state.focus == .list ? SearchMarks(search: state.search).mark(spans) : spans
    }

    private func tests(_ stage: SteppedSeries.Stage) -> Span {
        guard let tests = stage.tests else { return Span(" ") }
        return tests.failed > 0 ? Span("✗", Style(.red, isBold: true)) : Span("✓", Style(.green))
    }

    /// The worst of them.
    private func claims(_ stage: SteppedSeries.Stage) -> Span {
        let verdicts = stage.claims.compactMap(\.verdict)
        if verdicts.isEmpty { return Span(stage.claims.isEmpty ? " " : "?", .dim) }
        if verdicts.contains(.refuted) { return Span("✗", Style(.red, isBold: true)) }
        return verdicts.allSatisfy { $0 == .confirmed } ? Span("✓", Style(.green)) : Span("?", .dim)
    }

    private static let barWidth = 5

    /// How far the metric moved: a bar as long as the change, then the change.
    private func bar(_ effect: MetricEffect?) -> [Span] {
        guard state.metric != nil else { return [] }
        let width = Self.barWidth
        guard let effect else { return [Span(String(repeating: " ", count: width + 9))] }
        guard effect.isChange else {
            let sign = effect.judgement == .unchanged ? "=" : "~"
            return [Span(sign.padded(to: width + 8, left: false) + " ", .dim)]
        }
        let size = effect.isFromZero ? 1 : min(1, abs(effect.ratio - 1) * 2)
        let length = max(1, Int((size * Double(width)).rounded()))
        return [
            Span(String(repeating: "━", count: length).padded(to: width), effect.style),
            Span(
                (effect.isFromZero ? "from 0" : percentChange(effect.ratio)).padded(to: 8, left: false) + " ",
                effect.style),
        ]
    }
}

extension MetricEffect {
    var style: Style {
        switch judgement {
        case .faster: Style(.green)
        case .slower: Style(.red)
        case .more, .less: Style(.blue)
        case .unchanged, .undecided: .dim
        }
    }
}

/// What was searched for, marked where it stands.
struct SearchMarks {
    let search: SearchText?

    func mark(_ spans: [Span]) -> [Span] {
        guard let search else { return spans }
        return spans.flatMap { span -> [Span] in
            var pieces: [Span] = []
            var rest = span.text[...]
            while let place = rest.range(of: search.text, options: search.ignoresCase ? .caseInsensitive : []),
                !place.isEmpty
            {
                pieces.append(Span(String(rest[..<place.lowerBound]), span.style))
                pieces.append(Span(String(rest[place]), Style(.yellow, isReversed: true)))
                rest = rest[place.upperBound...]
            }
            return pieces + [Span(String(rest), span.style)]
        }
    }
}
