import BenchmarkSupport
import Foundation
import GitStore

/// Measures the making of a long series' stages on a large tree beside `git am`, `quilt push -a` and bare libgit2, in
/// turn, each in processes of its own, and prints what each took and the ratios beside their limits.
///
///     big-series-benchmark [--folder DIR] [--files N] [--patches N] [--rounds N] [commands]
///
/// With `commands` it measures what single commands take on such a series, by default one of ten thousand patches.
/// Exits with 1 where a limit is not kept. `--rounds 0` leaves the two slow peers out.
@main
enum Main {
    static func main() { runProgram("big-series-benchmark", run) }

    /// - Returns: the exit status.
    private static func run(_ arguments: [String]) throws -> Int32 {
        var words = arguments
        var options = ["--folder": ".build/big-series", "--files": "80000", "--patches": "1000", "--rounds": "1"]
        if words.last == "commands" { options["--patches"] = "10000" }
        while words.count >= 2, options[words[0]] != nil {
            options[words[0]] = words[1]
            words.removeFirst(2)
        }
        let numbers = ["--files", "--patches", "--rounds"].compactMap { options[$0].flatMap { Int($0) } }
        guard numbers.count == 3, let path = options["--folder"] else { return usage() }
        let place = URL(filePath: "\(path)/\(numbers[0])-\(numbers[1])").path
        let folder = CaseFolder(path: place, files: numbers[0], patches: numbers[1])
        if words.isEmpty {
            try folder.makeIfMissing()
            return try Benchmark(folder).run(rounds: numbers[2]) ? 0 : 1
        }
        if words == ["commands"] {
            try folder.makeIfMissing()
            var costs = try CommandCosts(folder)
            return try costs.run() ? 0 : 1
        }
        guard words.count == 4, words[0] == "step", let step = Step(rawValue: words[1]),
            let base = ObjectID(hex: words[3])
        else { return usage() }
        print(try step.run(folder, store: words[2], base: base))
        return 0
    }

    private static func usage() -> Int32 {
        FileHandle.standardError.write(
            Data("usage: big-series-benchmark [--folder DIR] [--files N] [--patches N] [--rounds N]\n".utf8))
        return 2
    }
}
