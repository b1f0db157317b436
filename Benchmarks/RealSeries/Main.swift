import BenchmarkSupport
import Foundation

/// Real series, really measured: what patchbench says of them beside what is so.
///
///     real-series-benchmark [bisect] [--series N] [--patches N] [--metric cpu_time|wall_time]
///     real-series-benchmark same-code [--runs N] [--budget TIME] [--slab FOLDER]
///     real-series-benchmark counted [--pairs N]
///     real-series-benchmark layouts [--series N] [--first SEED]
///
/// Exits with 1 where the answers are not all right, or `bisect` does not need fewer runs than `git bisect run`.
@main
enum Main {
    static func main() { runProgram("real-series-benchmark", run) }

    /// - Returns: the exit status.
    private static func run(_ arguments: [String]) throws -> Int32 {
        switch arguments.first {
        case "step": try step(arguments.dropFirst().map { $0 })
        case "same-code": try sameCode(Array(arguments.dropFirst()))
        case "counted": try counted(Array(arguments.dropFirst()))
        case "layouts": try layouts(Array(arguments.dropFirst()))
        case "bisect": try bisect(Array(arguments.dropFirst()))
        default: try bisect(arguments)
        }
    }

    private static func bisect(_ arguments: [String]) throws -> Int32 {
        let defaults = ["--series": "5", "--patches": "16", "--metric": "cpu_time"]
        guard let options = options(arguments, defaults), let series = count(options["--series"]),
            let patches = count(options["--patches"]), let measure = GitBisect.Measure(rawValue: options["--metric"]!)
        else { return usage() }
        return try BisectComparison(series: series, patches: patches, measure: measure).run() ? 0 : 1
    }

    private static func sameCode(_ arguments: [String]) throws -> Int32 {
        guard let options = options(arguments, ["--runs": "10", "--budget": "30s", "--slab": ""]),
            let runs = count(options["--runs"])
        else { return usage() }
        let check = SameCode(runs: runs, budget: options["--budget"]!)
        let slab = options["--slab"]!
        let isRight = try slab.isEmpty ? check.runOnProgram() : check.runOnSlab(slab)
        return isRight ? 0 : 1
    }

    private static func counted(_ arguments: [String]) throws -> Int32 {
        guard let options = options(arguments, ["--pairs": "1000"]), let pairs = count(options["--pairs"]) else {
            return usage()
        }
        return try CountedBuilds(pairs: pairs).run() ? 0 : 1
    }

    private static func layouts(_ arguments: [String]) throws -> Int32 {
        guard let options = options(arguments, ["--series": "100", "--first": "1"]),
            let series = count(options["--series"]), let first = count(options["--first"])
        else { return usage() }
        return try LayoutSeries(seeds: first..<(first + series)).run() ? 0 : 1
    }

    /// What `git bisect run` runs.
    private static func step(_ arguments: [String]) throws -> Int32 {
        guard arguments.count == 3, let measure = GitBisect.Measure(rawValue: arguments[1]),
            let threshold = Double(arguments[2])
        else { return usage() }
        return try GitBisect(folder: SeriesFolder(path: arguments[0]), measure: measure).step(threshold: threshold)
    }

    /// Options with a value each; nil where there is another word.
    private static func options(_ arguments: [String], _ defaults: [String: String]) -> [String: String]? {
        var (words, options) = (arguments[...], defaults)
        while let name = words.popFirst() {
            guard defaults[name] != nil, let value = words.popFirst() else { return nil }
            options[name] = value
        }
        return options
    }

    private static func count(_ text: String?) -> Int? { text.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }

    private static func usage() -> Int32 {
        let forms = [
            "[bisect] [--series N] [--patches N] [--metric cpu_time|wall_time]",
            "same-code [--runs N] [--budget TIME] [--slab FOLDER]",
            "counted [--pairs N]",
            "layouts [--series N] [--first SEED]",
        ]
        let lines = forms.map { "usage: real-series-benchmark \($0)\n" }.joined()
        FileHandle.standardError.write(Data(lines.utf8))
        return 2
    }
}
