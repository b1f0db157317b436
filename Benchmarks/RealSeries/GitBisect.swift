import BenchmarkSupport
import Foundation

/// `git bisect run`, with hyperfine for the times: a stage is bad where it takes longer than the middle between both
/// ends.
struct GitBisect {
    /// Of a stage.
    static let runs = 11

    let folder: SeriesFolder
    let measure: Measure

    /// What is compared: hyperfine gives the times of all its runs, but of CPU time only the means.
    enum Measure: String {
        case wallTime = "wall_time"
        case cpuTime = "cpu_time"
    }

    /// Finds the bad patch between the ends, which are measured as the steps are.
    func search() throws -> Finding {
        let start = ContinuousClock.now
        try folder.git("checkout", "-q", "base")
        let good = try measureHere()
        try folder.git("checkout", "-q", "top")
        let threshold = (good + (try measureHere())) / 2
        try folder.git("bisect", "start", "top", "base")
        let program = URL(filePath: CommandLine.arguments[0]).path
        try folder.git("bisect", "run", program, "step", folder.path, measure.rawValue, "\(threshold)")
        let named = try folder.git("rev-list", "--count", "base..refs/bisect/bad")
        let steps = folder.lines(of: "steps").count
        return Finding(
            patches: Int(named).map { [$0] } ?? [], runs: steps * Self.runs, builds: steps,
            seconds: (.now - start) / .seconds(1))
    }

    /// One step of `git bisect run`.
    /// - Returns: the exit status that it asks for.
    func step(threshold: Double) throws -> Int32 { try measureHere() > threshold ? 1 : 0 }

    /// Builds what is checked out and measures it.
    private func measureHere() throws -> Double {
        let script = "\(WorkProgram.build) -o ../measured *.c && echo built >> ../steps"
        try Child.run(["sh", "-c", script], in: folder.repository).check()
        let hyperfine = ["hyperfine", "-N", "--runs", "\(Self.runs)", "--export-json", "times.json", "./measured"]
        try Child.run(hyperfine, in: folder.path, errors: "\(folder.path)/progress").check()
        let report = try JSONDecoder().decode(
            Report.self, from: Data(contentsOf: URL(filePath: "\(folder.path)/times.json")))
        let result = report.results[0]
        return measure == .wallTime ? result.median : result.user + result.system
    }

    private struct Report: Decodable {
        struct Result: Decodable {
            let median: Double
            let user: Double
            let system: Double
        }

        let results: [Result]
    }
}

/// What a search names, and what it cost.
struct Finding {
    /// Those that it cannot tell apart, and none where it has no answer.
    var patches: [Int]
    var effect = ""
    var runs: Int
    var builds: Int
    var seconds: Double
}
