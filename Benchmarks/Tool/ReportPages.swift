import Foundation
import Machine
import Outputs
import PatchModel
import Results

/// How long `report` takes, and how large its page is, for runs that are in the database.
struct ReportPages {
    private let project: SyntheticProject
    private let tool: URL

    struct Page {
        /// The command's, its start included; the best of three.
        var seconds: Double
        var bytes: Int
    }

    /// - Parameters:
    ///   - patches: Their stages and the base are what was measured.
    ///   - lines: Of a patch's file, all of which it changes.
    static func measure(patches: Int, lines: Int, metrics: Int, rounds: Int) throws -> Page {
        let pages = ReportPages(
            project: try SyntheticProject(patches: patches) { _ in lines },
            tool: URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "patchbench"))
        defer { pages.project.remove() }
        // The stages are made once.
        try pages.run("goto", "base")
        try pages.fill(metrics: metrics, rounds: rounds)
        var page = Page(seconds: .infinity, bytes: 0)
        for _ in 0..<3 {
            let start = ContinuousClock.now
            try pages.run("report", "-o", "page.html")
            page.seconds = min(page.seconds, (ContinuousClock.now - start) / .seconds(1))
        }
        page.bytes = try Data(contentsOf: pages.project.folder.appending(path: "page.html")).count
        return page
    }

    /// Every third patch makes every other metric 4% faster; samples vary by 2%.
    private func fill(metrics: Int, rounds: Int) throws {
        let stages = (0...project.patches).map { StageID($0) }
        let database = try ResultsDatabase(project.folder.appending(path: ".patchbench/results.sqlite"))
        let run = try database.begin(
            RunRecord(
                series: "s", command: "true", rounds: rounds, seed: 1, stages: stages,
                environment: .current(toolchain: "cc 12")), at: Date())
        let trees = try trees()
        try database.add(
            stages.map { stage in
                RunStage(
                    stage: stage, name: stage == .base ? "base" : "\(stage)", key: "\(stage)",
                    tree: trees[stage.description] ?? "", flags: [])
            }, to: run)
        let known = (0..<metrics).map { index in
            Metric(
                name: ["alloc", "free", "misses", "locks"][index % 4],
                parameters: Parameters(["size": .integer(8 << (index / 4))]), unit: "ns", better: .less)
        }
        var draw = SystemRandomNumberGenerator()
        var writer = RunWriter(database, run: run, clock: SystemClock())
        for round in 1...rounds {
            try writer.begin(round)
            try database.write { connection in
                for stage in stages {
                    let samples = known.enumerated().map { index, metric in
                        let steps = index % 2 == 0 ? Double(min(stage.value / 3, 20)) : 0
                        let noise = 1 + Double.random(in: -0.02...0.02, using: &draw)
                        return (metric, 1_000 * Double(index + 1) * pow(0.96, steps) * noise)
                    }
                    try ResultsDatabase.add(
                        StageMeasurement(stage: stage, round: round, output: BenchOutput(samples: samples)),
                        begun: Date(), took: .seconds(1), to: run, connection)
                }
            }
        }
        try database.end(run, at: Date())
    }

    /// Of each stage the tree.
    private func trees() throws -> [String: String] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "git", "--git-dir", project.folder.appending(path: ".patchbench/repository.git").path, "for-each-ref",
            "--format=%(refname:lstrip=3) %(tree)", "refs/patchbench/s",
        ]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        var trees: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2 { trees[String(words[0])] = String(words[1]) }
        }
        return trees
    }

    private func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = tool
        process.arguments = arguments
        process.currentDirectoryURL = project.folder
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}
