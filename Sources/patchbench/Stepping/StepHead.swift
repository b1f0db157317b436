import Judging
import PatchModel
import Screen

/// What stands before the diff: the message, the claims with their verdicts, what the patch changed of each metric, and
/// the diffstat.
struct StepHead {
    let state: StepState

    enum Line: Sendable {
        case text([Span])
        case effect(MetricEffect)
        /// So many metrics of which nothing can be told.
        case more(Int)
        /// A row of the diffstat, of the file at a path.
        case file(Diffstat.Row, path: String)

        /// To search in.
        var text: String {
            switch self {
            case .text(let spans): spans.map(\.text).joined()
            case .effect(let effect): effect.metric.description
            case .more: ""
            case .file(let row, _): row.text
            }
        }
    }

    var lines: [Line] {
        guard let document = state.document else { return [] }
        var parts = [message(document), document.notes.map { .text([Span($0)]) }]
        if case .patch(let number, _) = document.content, state.stages.indices.contains(number) {
            let stage = state.stages[number]
            parts += [tests(stage), claims(stage), effects(stage)]
        }
        parts.append(diffstat(document))
        return Array(parts.filter { !$0.isEmpty }.joined(separator: [.text([])])) + [.text([])]
    }

    private func message(_ document: StepDocument) -> [Line] {
        guard let header = document.header else { return [.text([Span(document.title, .bold)])] }
        var lines: [Line] = [.text([Span(header.subject, .bold)])]
        if let author = header.author { lines.append(.text([Span("\(author.name) <\(author.email)>", .dim)])) }
        guard !header.body.isEmpty else { return lines }
        let body = header.body.split(separator: "\n", omittingEmptySubsequences: false)
        return lines + [.text([])] + body.map { .text([Span(String($0))]) }
    }

    private func tests(_ stage: SteppedSeries.Stage) -> [Line] {
        stage.tests.map { [.text([Span("tests: "), Span($0.text, Style($0.failed > 0 ? .red : .green))])] } ?? []
    }

    private func claims(_ stage: SteppedSeries.Stage) -> [Line] {
        stage.claims.flatMap { claim -> [Line] in
            let style: Style =
                switch claim.verdict {
                case .confirmed: Style(.green)
                case .refuted: Style(.red, isBold: true)
                default: .dim
                }
            let word = claim.verdict?.rawValue ?? "claimed"
            return [.text([Span("\(word): ", style), Span(claim.text)])]
                + (claim.evidence.isEmpty ? [] : [.text([Span("    " + claim.evidence, .dim)])])
        }
    }

    /// What changed first; the rest when it is asked for.
    private func effects(_ stage: SteppedSeries.Stage) -> [Line] {
        guard !stage.effects.isEmpty else { return [] }
        let title = Line.text([Span("against the stage before it:", .dim)])
        let isShort = stage.effects.count <= 8
        let shown = stage.effects.filter { isShort || state.showsAllEffects || $0.isChange }
        let hidden = stage.effects.count - shown.count
        return [title] + shown.map(Line.effect) + (hidden > 0 ? [.more(hidden)] : [])
    }

    private func diffstat(_ document: StepDocument) -> [Line] {
        guard let diffstat = document.diffstat, !diffstat.files.isEmpty else { return [] }
        let width = max(30, min(state.layout.document?.columns ?? 80, 100))
        return zip(diffstat.rows(width: width), diffstat.files).map { .file($0, path: $1.path.description) }
            + [.text([Span(diffstat.shortstat)])]
    }
}
