import Statistics
import Workbench

/// What a search found: the patches, how sure that is, what it took, and what is left in doubt.
struct SearchListing {
    let report: SearchReport
    let confidence: Double

    var lines: [String] { answer + [cost] }

    private var goal: String { report.metric?.description ?? report.goal.text }

    private var answer: [String] {
        let found = report.changes.flatMap(lines(of:))
        switch report.answer {
        case .change: return ["\(counted(report.changes.count, "patch", plural: "patches")) changed \(goal):"] + found
        case .noChange:
            return ["no patch changed \(goal) by \(Self.percent(report.minimumEffect)) or more"]
        case .undecided:
            return ["undecided which patch changed \(goal)"] + found + doubt
                + (report.isUnfinished ? ["not finished; --resume goes on"] : [])
        }
    }

    private func lines(of change: Bisection.Change) -> [String] {
        let names = change.patches.compactMap { patch in
            report.stages.first { $0.number.value == patch }.map { "\(patch) \($0.name)" }
        }
        let which = names.joined(separator: " or ") + (names.count > 1 ? ", which cannot be told apart" : "")
        return ["  \(which): \(effect(change)), \(Self.percent(change.probability)) sure"]
    }

    private func effect(_ change: Bisection.Change) -> String {
        let (value, interval) = (change.effect.value, change.effect.interval)
        guard report.isMetric else {
            let fails = value > 0 ? "fails more often" : "fails less often"
            return "\(fails), by \(Self.percent(abs(value))) of the runs"
        }
        return "\(percentChange(value)) "
            + "(\(percentChange(interval.low)) to \(percentChange(interval.high)))"
    }

    private var doubt: [String] {
        guard !report.suspects.isEmpty else { return [] }
        let words = report.suspects.map { suspect in
            let name = report.stages.first { $0.number.value == suspect.patch }?.name ?? ""
            return "  \(suspect.patch) \(name) \(Self.percent(suspect.probability))"
        }
        return ["with 90% it is one of these, if any:"] + words
    }

    private var cost: String {
        "\(counted(report.measurements, "measurement")) of \(counted(report.stagesMeasured, "stage")), "
            + "\(counted(report.builds, "build")), one build a stage; asked for \(Self.percent(confidence)); "
            + "on \(counted(report.host.cpus, "CPU"))"
    }

    /// What is nearly sure is not called sure.
    static func percent(_ share: Double) -> String {
        if share > 0.9985 { return "99.9%" }
        let text = (share * 100).formatted(places: 1)
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
    }
}
