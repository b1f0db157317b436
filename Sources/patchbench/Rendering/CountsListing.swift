import Judging
import Workbench

/// What is said of instructions beside their effects: the clock, and the functions that make the difference.
struct CountsListing {
    let effects: [MetricEffect]
    let functions: [FunctionTable]
    let headline: Headline
    /// Of times.
    let margin: Double
    /// Columns of text.
    let limit: Int

    var lines: [String] { clock + functions.flatMap(lines) }

    /// A row a patch: what was counted, what was timed, and whether the two say the same.
    private var clock: [String] {
        let all = CountAndClock.all(in: effects)
        guard !all.isEmpty else { return [] }
        var table = TextTable(header: ["", "instructions", "times", ""])
        table.rows = all.map { one in
            [
                headline.name(of: one.pair).shortened(to: limit / 2), EffectsListing.change(one.count),
                Self.times(one), one.disagrees(margin) ? "they disagree" : "",
            ]
        }
        return ["", "what was counted beside what was timed:"] + table.lines(within: limit)
    }

    /// `-7.3% (6 of 16)`: the centre of the changes that are told, and of how many metrics they are.
    static func times(_ one: CountAndClock) -> String {
        switch one.clock {
        case .same: return "="
        case .undecided: return "~"
        case .both: return "up and down"
        case .faster, .slower:
            let told = one.times.count(where: \.isChange)
            let change = one.change.map(percentChange) ?? one.clock.rawValue
            return one.times.count == 1 ? change : "\(change) (\(told) of \(one.times.count))"
        }
    }

    private func lines(of functions: FunctionTable) -> [String] {
        guard !functions.changes.isEmpty else { return [] }
        var table = TextTable(header: ["", "before -> after", "change", "difference", "where"])
        table.rows = functions.changes.map { change in
            [
                change.readableName.shortened(to: limit / 2), "\(change.before) -> \(change.after)", change.change,
                (change.difference > 0 ? "+" : "") + String(change.difference), change.place,
            ]
        }
        let title = wrapped("\(headline.name(of: functions.pair)), instructions by function:", to: limit)
        return [""] + title + table.lines(within: limit)
    }
}
