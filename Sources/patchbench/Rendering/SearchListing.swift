import Statistics
import Workbench

/// What a search found: the patches, how sure that is, what it took, and what is left in doubt.
struct SearchListing {
    let report: SearchReport
    let confidence: Double
    var intoMerges = false
    /// Columns of the terminal, where there is one.
    var width: Int?

    private var limit: Int { width ?? EffectsListing.mailWidth }

    var lines: [String] {
        let facts = answer + gaps + [cost] + counting + report.caveats.map(\.line)
        return facts.flatMap { wrapped($0, to: limit, hanging: $0.hasPrefix(" ") ? 2 : 0) }
            + report.inside.flatMap(lines(inside:))
    }

    private func lines(inside search: SearchReport) -> [String] {
        ["", "inside the merge, \(search.series):"]
            + Self(report: search, confidence: confidence, intoMerges: intoMerges, width: width).lines
    }

    /// Where to look on, for a merge that is the answer.
    private func advice(_ change: Bisection.Change) -> [String] {
        guard !intoMerges, change.patches.count == 1,
            let inside = report.stages.first(where: { $0.number.value == change.patches.lowerBound })?.commit?
                .insideText
        else { return [] }
        return ["  \(inside); --into-merges goes on there"]
    }

    private var goal: String { report.metric?.description ?? report.goal.text }

    /// What was found, the patches below it.
    var answer: [String] {
        let found = report.changes.flatMap(lines(of:))
        switch report.answer {
        case .change: return ["\(counted(report.changes.count, "patch", plural: "patches")) changed \(goal):"] + found
        case .noChange:
            let size = "\(goal) by \(least) or more"
            if report.isNet {
                return [
                    "no net change of \(size) from stage \(report.answered.from) to \(report.answered.to)"
                        + (common.map { ": \($0) at both" } ?? ""),
                    "only \(measured) were measured: --all looks at what lies between them",
                ]
            }
            return ["no patch \(report.isWhole ? "" : "between stages \(between) ")changed \(size)"]
        case .undecided:
            let why = report.hasNoEnd ? ": neither end can be \(verb)" : ""
            return ["undecided which patch changed \(goal)\(why)"] + found + doubt
                + (report.isUnfinished ? ["not finished; --resume goes on"] : [])
        }
    }

    private var measured: String { report.stagesMeasured == 2 ? "these two" : "\(report.stagesMeasured) stages" }

    private var least: String {
        report.counting?.isExact == true && report.metric?.isInstructionCount == true
            ? smallShare(report.minimumEffect) : sharePercent(report.minimumEffect)
    }

    /// Why the search ended, where its ends are alike.
    private var common: String? {
        switch report.common {
        case .passed: "it passes"
        case .failed: "it fails"
        case .metric(let value): "it is \(Quantity(value: value, unit: report.metric?.unit ?? "").text)"
        case .untestable, nil: nil
        }
    }

    private var between: String { "\(report.answered.from) and \(report.answered.to)" }

    private var verb: String { report.isMetric ? "measured" : "tested" }

    /// Stages of which nothing is known.
    private var gaps: [String] { unasked + unmeasurable }

    private var unasked: [String] {
        let asked = report.stages.map(\.number)
        let beyond = asked.filter { $0 > report.answered.to.id && !report.cannot.contains($0) }
        guard report.answer == .change, !beyond.isEmpty else { return [] }
        return ["\(StageList(stages: beyond, among: asked).text) not measured: --all looks at all"]
    }

    private var unmeasurable: [String] {
        guard !report.cannot.isEmpty else { return [] }
        let list = StageList(stages: report.cannot, among: report.stages.map(\.number)).text
        let whole = report.isWhole || report.hasNoEnd ? "" : ": the answer is of stages \(between)"
        return ["\(list) cannot be \(verb)\(whole)"]
    }

    private func lines(of change: Bisection.Change) -> [String] {
        let names = change.patches.compactMap { patch in
            report.stages.first { $0.number.value == patch }.map { stage in
                (["\(patch) \(stage.name)"] + [stage.commit.map { "(\($0.abbreviation))" }].compactMap(\.self))
                    .joined(separator: " ")
            }
        }
        let which = names.joined(separator: " or ") + (names.count > 1 ? ", which cannot be told apart" : "")
        return ["  \(which): \(effect(change)), \(sharePercent(change.probability)) sure"] + advice(change)
    }

    private func effect(_ change: Bisection.Change) -> String {
        let (value, interval) = (change.effect.value, change.effect.interval)
        guard report.isMetric else {
            let fails = value > 0 ? "fails more often" : "fails less often"
            return "\(fails), by \(sharePercent(abs(value))) of the runs"
        }
        if value == interval.low, value == interval.high, report.metric?.isInstructionCount == true {
            return "\(countChange(value)), exact"
        }
        return "\(percentChange(value)) "
            + "(\(percentChange(interval.low)) to \(percentChange(interval.high)))"
    }

    private var doubt: [String] {
        guard !report.suspects.isEmpty else { return [] }
        let words = report.suspects.map { suspect in
            let name = report.stages.first { $0.number.value == suspect.patch }?.name ?? ""
            return "  \(suspect.patch) \(name) \(sharePercent(suspect.probability))"
        }
        return ["with 90% it is one of these, if any:"] + words
    }

    private var counting: [String] { report.counting.map { [$0.line] } ?? [] }

    private var place: String {
        guard !report.nodes.isEmpty else { return counted(report.host.cpus, "CPU") }
        return "nodes " + report.nodes.map { "\($0.name) (\($0.rounds))" }.joined(separator: ", ")
    }

    private var cost: String {
        "\(counted(report.measurements, "measurement")) of \(counted(report.stagesMeasured, "stage")), "
            + "\(counted(report.builds, "build")), one build a stage; asked for \(sharePercent(confidence)); "
            + "on \(place)"
    }
}
