import ArgumentParser
import Foundation
import Input
import Machine
import Workbench

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a first patchbench.yaml: what is found here, every line explained.",
        discussion: """
            Looks for the build system, its tests and benchmarks, and for a series: a quilt folder or a mailbox, else \
            what the branch has that its upstream or the default branch has not, else the last ten commits. Then the \
            plan is tried: the base is built, tested and measured once. A benchmark that cannot run gives way to the \
            next that was found.
            """)

    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory: String = "."

    @Flag(name: .customLong("no-try"), help: "Write the plan, and run nothing.")
    var isUntried = false

    func run() async throws {
        let made = try ProjectInit(in: Invocation.current.folder(at: directory), hasTool: Tools.inPath)
        var template = PlanTemplate(series: made.entries, buildSystem: made.buildSystem, topic: made.topic)
        try made.write(template.text)
        for line in found(made) { Output.line(line) }
        let isTried = !isUntried && !made.entries.isEmpty && made.buildSystem != nil
        var trial = isTried ? try await tryOut(made) : nil
        while let tried = trial, tried.lacksBench || tried.lacksBuild && template.buildsForBench, !tried.wasInterrupted
        {
            template.bench += 1
            try made.write(template.text)
            Output.error(StageProblem.text(of: tried.problems))
            let isLast = template.bench >= made.buildSystem?.benches.count ?? 0
            Output.line("that benchmark does not run here; " + (isLast ? "there is no other" : "another one is tried"))
            var next = try await tryOut(made, testing: tried.lacksBuild)
            if !tried.lacksBuild { (next.build, next.tests, next.testing) = (tried.build, tried.tests, tried.testing) }
            trial = next
        }
        if let trial, trial.limits != template.limits {
            template.limits = trial.limits
            try made.write(template.text)
        }
        try show(trial, made)
    }

    private func found(_ made: ProjectInit) -> [String] {
        let build = made.buildSystem.map { "found \($0.file) (\($0.name))" }
        let series = made.entries.map { "\($0.name), \($0.patchesText)" }
        return [
            "build: " + (build ?? "nothing found; write how a stage is built"),
            "series: " + (series.isEmpty ? "none found" : "found " + series.joined(separator: "; ")),
        ]
            + (made.takesFolder
                ? ["stages have all files here, but patchbench.yaml, the patches and .patchbench"] : [])
    }

    private func tryOut(_ made: ProjectInit, testing: Bool = true) async throws -> PlanTrial {
        let progress = ProgressLine(Terminal(of: .current))
        defer { progress.clear() }
        let plan = try Plan.findOwn(from: made.file.deletingLastPathComponent())
        let tools = BenchTools(environment: Invocation.current.environment, announce: { progress.show($0) })
        var series = try plan.series(named: nil)
        series.limits = .ofTrial
        let workbench = try Workbench(plan: plan, series: series, access: .change, tools: tools)
        return try await workbench.bench.tryOut(testing: testing)
    }

    private func show(_ trial: PlanTrial?, _ made: ProjectInit) throws {
        if let trial { TrialListing(trial: trial).lines.forEach { Output.line($0) } }
        if let problems = trial?.problems, !problems.isEmpty { Output.error(StageProblem.text(of: problems)) }
        for note in trial?.baseNotes ?? [] { Output.error("patchbench: \(note.text)\n") }
        Output.line("written to \(made.file.path); read it, then:")
        Output.line(made.entries.isEmpty ? "patchbench import SOURCE" : "patchbench series")
        if trial?.wasInterrupted == true { throw ExitStatus.interrupted }
        if trial?.problems.isEmpty == false { throw ExitStatus.fellShort }
    }
}

/// Programs that the user has.
enum Tools {
    /// Whether `PATH` leads to one of a name.
    static var inPath: @Sendable (String) -> Bool {
        let folders = (Invocation.current.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return { name in folders.contains { access("\($0)/\(name)", X_OK) == 0 } }
    }
}
