import Judging
import Workbench

/// Instructions: beside the times, and by function.
extension ReportPage {
    var counts: String { countsAndTimes + study.functions.map(table).joined() }

    private var countsAndTimes: String {
        let all = CountAndClock.all(in: study.effects)
        guard !all.isEmpty else { return "" }
        let rows = all.map { one in
            [
                link(to: one.pair.after, headline.name(of: one.pair)), EffectsListing.change(one.count).escaped,
                CountsListing.times(one).escaped,
                one.disagrees(study.options.margin) ? "they disagree" : "",
            ]
        }
        return PageTable(
            caption: "What was counted beside what was timed", header: ["patch", "instructions", "times", ""],
            rows: rows
        ).html
    }

    private func table(_ functions: FunctionTable) -> String {
        guard !functions.changes.isEmpty else { return "" }
        let rows = functions.changes.map { change in
            [
                change.readableName, String(change.before), String(change.after), change.change,
                String(change.difference), change.place,
            ].map(\.escaped)
        }
        return PageTable(
            caption: "\(headline.name(of: functions.pair)): instructions by function",
            header: ["function", "before", "after", "change", "difference", "where"], rows: rows
        ).html
    }
}
