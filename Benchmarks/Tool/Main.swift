import Foundation
import PatchModel
import Workbench

/// Measures what the tool promises about its own speed and memory, on the first series of patchbench.yaml and from
/// nothing: in a copy of the project without `.patchbench`. With `views` as its argument, what one looks at alone.
/// Prints a line a promise; exits with 1 where one is not kept.
@main
enum Main {
    static func main() async throws {
        var table = LimitTable()
        if CommandLine.arguments.dropFirst().first != "views" { try await measureSeries(&table) }
        try measureStep(&table)
        try measureReports(&table)
        exit(table.isKept ? 0 : 1)
    }

    private static func measureSeries(_ table: inout LimitTable) async throws {
        let project = try ProjectCopy(of: URL(filePath: FileManager.default.currentDirectoryPath))
        defer { project.remove() }
        let stages = try measureStages(project, &table)
        try measureGoto(project, stages, &table)
        try await measureRuns(project, stages, &table)
        try await measureRebuild(project, stages, &table)
        table.add("peak memory of the tool", peakMemory, unit: "MB", limit: 150)
    }

    /// The best of three, as whatever else the machine does only adds to the time.
    ///
    /// - Returns: The stages of the series.
    private static func measureStages(_ project: ProjectCopy, _ table: inout LimitTable) throws -> [StageID] {
        var stages: [StageID] = []
        var cold = Double.infinity
        for _ in 0..<3 {
            project.forgetState()
            let (time, made) = try measured { try project.open { _ in }.series.stages.map(\.id) }
            (cold, stages) = (min(cold, time), made)
        }
        table.add("\(stages.count) stages made as commits, cold", cold, unit: "s", limit: 0.5)
        return stages
    }

    /// The whole command, its start included: up the series, down it, and from one end to the other.
    private static func measureGoto(
        _ project: ProjectCopy, _ stages: [StageID], _ table: inout LimitTable
    ) throws {
        try project.runCommand("goto", "base")
        let way = stages + stages.reversed() + [stages[stages.count - 1], stages[0]]
        var best = Array(repeating: Double.infinity, count: way.count)
        for _ in 0..<3 {
            for (index, stage) in way.enumerated() {
                let (time, _) = try measured { try project.runCommand("goto", stage.description) }
                best[index] = min(best[index], time)
            }
        }
        table.add("goto, the slowest of \(way.count) (best of 3)", best.max()!, unit: "s", limit: 0.1)
    }

    private static func measureRuns(
        _ project: ProjectCopy, _ stages: [StageID], _ table: inout LimitTable
    ) async throws {
        let first = FirstSample()
        let cold = ContinuousClock.now
        _ = try await project.open(first.watch).bench.run(.new(stages, rounds: 1, seed: 1))
        table.add(
            "\(stages.count) stages built and tested, cold", first.seconds(since: cold), unit: "s", limit: 240)
        let again = FirstSample()
        let warm = ContinuousClock.now
        _ = try await project.open(again.watch).bench.run(.new(stages, rounds: 1, seed: 1))
        table.add("a second run begins to measure after", again.seconds(since: warm), unit: "s", limit: 1)
    }

    /// One line changed in the patch in the middle of the series.
    private static func measureRebuild(
        _ project: ProjectCopy, _ stages: [StageID], _ table: inout LimitTable
    ) async throws {
        let changed = stages[stages.count / 2]
        guard try project.changeOneLine(of: changed) else {
            print("no line of patch \(changed) can be changed without those after it")
            return
        }
        let report = try await project.open { _ in }.bench.build(stages)
        let built = report.builds.filter { if case .built = $0.outcome { true } else { false } }
        let needed = stages.count - changed.value
        table.add(
            "stages built after a change in patch \(changed)", Double(built.count), unit: "", limit: Double(needed))
    }

    /// The full-screen view.
    private static func measureStep(_ table: inout LimitTable) throws {
        let times = try StepScreen.measure()
        let slow = times.keys[min(times.keys.count - 1, times.keys.count * 99 / 100)]
        table.add("step: first screen, 1000 patches", times.firstScreen * 1e3, unit: "ms", limit: 100)
        table.add("step: 99% of \(times.keys.count) keys within", slow * 1e3, unit: "ms", limit: 16)
        table.add("step: a diff of 100,000 lines is there", times.bigDiff * 1e3, unit: "ms", limit: 1_000)
    }

    private static func measureReports(_ table: inout LimitTable) throws {
        let usual = try ReportPages.measure(patches: 11, lines: 40, metrics: 40, rounds: 30)
        table.add("report: 12 stages, 40 metrics, 30 rounds", usual.seconds, unit: "s", limit: 0.5)
        table.add("report: that page", Double(usual.bytes) / 1e3, unit: "kB", limit: 300)
        let long = try ReportPages.measure(patches: 1_000, lines: 10, metrics: 4, rounds: 9)
        table.add("report: 1000 patches, 4 metrics, 9 rounds", long.seconds, unit: "s", limit: 3)
        table.add("report: that page", Double(long.bytes) / 1e6, unit: "MB", limit: 5)
    }

    /// Megabytes that this process, which did the tool's work, had in memory at most.
    private static var peakMemory: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
    }

    private static func measured<Value>(_ body: () throws -> Value) rethrows -> (seconds: Double, Value) {
        let clock = ContinuousClock.now
        let value = try body()
        return ((ContinuousClock.now - clock) / .seconds(1), value)
    }
}
