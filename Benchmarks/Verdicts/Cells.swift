import Foundation
import Statistics

/// One line of the table: a strategy on many series of one design.
struct Cell {
    var strategy: Strategy
    var design: Series.Design

    static let header =
        "strategy,patches,steps,noise,series,exact,wrong,missed,undecided,right_of_answered,"
        + "mean_runs,median_runs,mean_builds,coverage"

    func measure(series count: Int, seed: UInt64) -> Tally {
        var tally = Tally()
        for index in 0..<count {
            var series = Series(design, seed: seed &* 1_000_003 &+ UInt64(index))
            tally.add(strategy.search(&series), of: series)
        }
        return tally
    }

    /// Shares are of series (right_of_answered: of what was named; coverage: of intervals); wrong and missed can be
    /// above 1 where a series has two steps.
    func line(_ tally: Tally) -> String {
        let steps = design.steps.map { String(format: "%g", $0) }.joined(separator: " ")
        let count = tally.runs.count
        let fields: [String] = [
            strategy.name, "\(design.patches)", steps.isEmpty ? "none" : steps, design.noise.rawValue, "\(count)",
            share(tally.exact, count), share(tally.wrong, count), share(tally.missed, count),
            share(tally.undecided, count), share(tally.right, tally.right + tally.wrong),
            String(format: "%.1f", tally.runs.reduce(0, +) / Double(count)),
            String(format: "%.0f", median(tally.runs)!),
            String(format: "%.1f", tally.builds / Double(count)), share(tally.covered, tally.intervals),
        ]
        return fields.joined(separator: ",")
    }

    private func share(_ part: Int, _ whole: Int) -> String {
        whole == 0 ? "" : String(format: "%.3f", Double(part) / Double(whole))
    }
}

/// What came of a cell's series, one count a series or a change.
struct Tally {
    var exact = 0
    var right = 0
    var wrong = 0
    var missed = 0
    var undecided = 0
    var covered = 0
    var intervals = 0
    var runs: [Double] = []
    var builds = 0.0

    mutating func add(_ outcome: Outcome, of series: Series) {
        let hits = outcome.found.compactMap { found in
            series.truth.first { $0.patch == found.patch }.map { (step: $0, interval: found.interval) }
        }
        right += hits.count
        wrong += outcome.found.count - hits.count
        missed += outcome.isDecided ? max(0, series.truth.count - outcome.found.count) : 0
        undecided += outcome.isDecided ? 0 : 1
        exact += hits.count == series.truth.count && outcome.found.count == hits.count && outcome.isDecided ? 1 : 0
        for case (let step, let interval?) in hits {
            intervals += 1
            covered += interval.contains(step.size * Series.sigma) ? 1 : 0
        }
        runs.append(Double(series.runs))
        builds += Double(series.built.count)
    }
}
