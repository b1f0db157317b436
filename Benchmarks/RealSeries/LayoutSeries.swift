import BenchmarkSupport
import Foundation

/// Programs with a patch that adds a function nobody calls, and with one that makes them 1% slower: what `compare`
/// says by one build of each stage, and what by eight. The margin is half of the change: at 1% what is just below would
/// be no change.
struct LayoutSeries {
    let seeds: Range<Int>
    private var series: Int { seeds.count }

    private static let ways = [["--rebuilds", "1"], ["--rebuilds", "8"]]

    /// - Returns: whether eight builds do what is asked of them: one of a hundred null patches called changed at most,
    ///   95 of the others found.
    func run() throws -> Bool {
        say("\(series) programs; load of the machine: \(Machine.load)\n")
        say("patch            builds  changed  unchanged  undecided  the other way")
        var isRight = true
        for isNull in [true, false] {
            var counts = Self.ways.map { _ in [String: Int]() }
            for seed in seeds {
                let folder = try SeriesFolder()
                defer { folder.remove() }
                try commit(seed, isNull: isNull, to: folder)
                for (way, words) in Self.ways.enumerated() {
                    counts[way][try verdict(folder, words), default: 0] += 1
                }
            }
            for (way, words) in Self.ways.enumerated() {
                say(line(isNull ? "unused function" : "1% slower", words[1], counts[way], isNull: isNull))
            }
            let told = counts[1]
            let (slower, faster) = (told["slower"] ?? 0, told["faster"] ?? 0)
            isRight = isRight && (isNull ? (slower + faster) * 100 <= series : slower * 100 >= 95 * series)
        }
        return isRight
    }

    private func commit(_ seed: Int, isNull: Bool, to folder: SeriesFolder) throws {
        var random = Draw(seed: UInt64(seed))
        var program = LayoutProgram(&random)
        try folder.commit("base", program.files)
        if isNull { program.addUnused(&random) } else { program.addWork() }
        try folder.commit("change", program.files)
        try folder.writePlan(build: LayoutProgram.build, product: "work")
    }

    private func verdict(_ folder: SeriesFolder, _ words: [String]) throws -> String {
        let (answer, _): (Answer, Child) = try folder.patchbench(
            ["compare", "base", "top", "--metric", "time", "--margin", "0.5%"] + words)
        return answer.effects.first?.verdict ?? "none"
    }

    private func line(_ patch: String, _ builds: String, _ counts: [String: Int], isNull: Bool) -> String {
        let (slower, faster) = (counts["slower"] ?? 0, counts["faster"] ?? 0)
        return patch.padding(toLength: 17, withPad: " ", startingAt: 0)
            + String(
                format: "%6s %8d %10d %10d %14d", (builds as NSString).utf8String!, isNull ? slower + faster : slower,
                counts["unchanged"] ?? 0, counts["undecided"] ?? 0, isNull ? 0 : faster)
    }

    /// What `compare --json` says.
    private struct Answer: Decodable {
        struct Effect: Decodable {
            let verdict: String
        }

        let effects: [Effect]
    }
}
