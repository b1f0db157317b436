import Judging

/// The one line that says why a claim got its verdict.
extension ClaimEvidence {
    var text: String {
        switch self {
        case .noMetric: "no metric that was measured on both stages is meant"
        case .notMeasured: "not measured"
        case .notCompared: "not compared"
        case .otherCPUs(let claimed, let here):
            "it is of \(counted(claimed, "CPU")), and here the benchmark runs on \(here)"
        case .effects(let effects, let rounds, on: .real(let cpus)):
            Self.text(of: effects) + "; \(counted(rounds, "round")) on \(counted(cpus, "CPU"))"
        case .effects(let effects, let rounds, on: .virtual(let cpus)):
            Self.text(of: effects) + "; \(counted(rounds, "round")) on \(counted(cpus, "virtual CPU"))"
        case .test(let before, let after): Self.text(before, after)
        case .sameTraces(let pair):
            "the trace command prints the same on stages \(pair.before) and \(pair.after)"
        case .differentTraces(let pair, let difference):
            "stages \(pair.before) and \(pair.after) differ: line \(difference.line) was "
                + "\(Self.quoted(difference.before)) and is \(Self.quoted(difference.after))"
        case .untraceable(.notBuilt(let stage)): "stage \(stage) cannot be built"
        case .untraceable(.failed(let stage, let ending, let log)):
            "the trace command failed on stage \(stage): \(ending); log: \(log)"
        }
    }

    private static func text(of effects: [MetricEffect]) -> String {
        let shown = effects.prefix(4).map(text)
        let more = effects.count > shown.count ? ["\(effects.count - shown.count) more as claimed or open"] : []
        return (shown + more).joined(separator: "; ")
    }

    private static func text(_ effect: MetricEffect) -> String {
        let change = "\(effect.metric) \(percentChange(effect.ratio))"
        if effect.isExact { return change + " exactly" }
        guard effect.high.isFinite else { return change + " (too few rounds)" }
        return change + " (\(percentChange(effect.low)) to \(percentChange(effect.high)))"
    }

    /// What the test did on the stage before and on those from the patch on.
    private static func text(_ before: StageOutcome, _ after: [StageOutcome]) -> String {
        var parts = [text(before)]
        if let other = after.first(where: { $0.outcome != .pass }) {
            parts.append(text(other))
        } else if let first = after.first, let last = after.last {
            parts.append(
                first.stage == last.stage ? text(first) : "stages \(first.stage) to \(last.stage): pass")
        }
        return parts.joined(separator: ", ")
    }

    private static func text(_ stage: StageOutcome) -> String {
        "stage \(stage.stage): \(stage.outcome?.rawValue ?? "not run")"
    }

    private static func quoted(_ line: String?) -> String { line.map { "\u{201C}\($0)\u{201D}" } ?? "nothing" }
}
