import Foundation
import GitStore
import Judging
import Machine
import PatchModel

/// A stage that is ready to be tested and measured.
struct BuiltStage: Sendable {
    let stage: Stage
    /// Of its build, or of all its builds together.
    let key: BuildKey
    /// Of each build, the folder in which tests and benchmarks run: the kept files', or the work tree where the plan
    /// keeps none.
    let folders: [URL]
    /// The number of the first of them.
    var first = 1

    var folder: URL { folders[0] }

    /// The build that a round measures, from 1: rounds go through them in turn.
    func copy(in round: Int?) -> Int { (round ?? 0) % folders.count + first }
}

extension Bench {
    /// Builds stages, each from its tree and flags alone, and keeps what the builds leave.
    ///
    /// What was built before with the same tree, flags, commands and toolchain is not built again. A stage that cannot
    /// be made or built is reported, and the others go on. The stage that the work tree holds is taken as it is, with
    /// its edits. Afterwards the work tree is as it was before.
    public func build(_ numbers: [StageID]) async throws -> BuildReport {
        var report = BuildReport(series: seriesPlan.name)
        try await keepingWorkTree(takesEdits: true) {
            try await buildEach(numbers) { number, answer, _ in report.builds.append(answer.report(label(number))) }
        }
        report.wasInterrupted = Task.isCancelled
        return report
    }

    /// Builds stages one after the other, each so many times, and hands on how that went, until the task is cancelled.
    /// The work tree is left where the last build needs it.
    func buildEach(
        _ numbers: [StageID], times: Int = 1,
        _ body: (StageID, BuildAnswer, Progress) async throws -> Void
    ) async throws {
        try await buildOnNodes(numbers, times: times)
        let start = clock.now
        for (index, number) in numbers.enumerated() {
            if Task.isCancelled { return }
            let progress = Progress(done: index, total: numbers.count, after: clock.now - start)
            try await body(number, try await build(number, times: times, progress), progress)
        }
    }

    /// Builds stages, and says which can be run and what is wrong with the others.
    func buildAll(
        _ numbers: [StageID], times: Int
    ) async throws -> (ready: [BuiltStage], problems: [StageProblem]) {
        var (ready, problems): ([BuiltStage], [StageProblem]) = ([], [])
        try await buildEach(numbers, times: times) { _, answer, _ in
            switch answer {
            case .ready(let built, _, _): ready.append(built)
            case .problem(let problem): problems.append(problem)
            case .interrupted: break
            }
        }
        return (ready, problems)
    }

    /// How building one stage went.
    enum BuildAnswer {
        case ready(BuiltStage, isReused: Bool, Duration)
        case problem(StageProblem)
        case interrupted

        func report(_ label: StageLabel) -> BuildReport.Build {
            switch self {
            case .ready(let built, let isReused, let duration):
                BuildReport.Build(
                    stage: label, outcome: isReused ? .reused : .built, duration: duration, folder: built.folder.path)
            case .problem(let problem): BuildReport.Build(stage: label, outcome: .failed(problem))
            case .interrupted: BuildReport.Build(stage: label, outcome: .interrupted)
            }
        }
    }

    /// Builds a stage so many times, each time with another number in `PATCHBENCH_BUILD` for the build to vary its
    /// layout by.
    func build(_ number: StageID, times: Int, _ progress: Progress) async throws -> BuildAnswer {
        var builds: [BuiltStage] = []
        var (areReused, duration) = (true, Duration.zero)
        for copy in 1...max(1, times) {
            switch try await build(number, copy: copy, progress) {
            case .ready(let built, let isReused, let time):
                builds.append(built)
                areReused = areReused && isReused
                duration += time
            case let other: return other
            }
        }
        guard builds.count > 1 else { return .ready(builds[0], isReused: areReused, duration) }
        let keys = builds.map(\.key.digest).joined(separator: "\n")
        let all = BuiltStage(
            stage: builds[0].stage, key: BuildKey(digest: try Repository.blobID(of: Array(keys.utf8)).description),
            folders: builds.map(\.folder))
        return .ready(all, isReused: areReused, duration)
    }

    /// - Parameter inTree: What runs on it needs the whole work tree, and not only the files that are kept.
    func build(
        _ number: StageID, copy: Int = 1, _ progress: Progress, inTree: Bool = false
    ) async throws -> BuildAnswer {
        switch try stages.made(number) {
        case .success(let stage): try await build(stage, copy: copy, progress, inTree: inTree)
        case .failure(let problem): .problem(problem)
        }
    }

    func build(
        _ stage: Stage, copy: Int = 1, _ progress: Progress, inTree: Bool = false
    ) async throws -> BuildAnswer {
        let number = stage.number
        let key = try await buildKey(of: stage, copy: copy)
        let activity = Activity(verb: .build, stage: label(number))
        if !inTree, !seriesPlan.keep.isEmpty, let folder = store.folder(of: key) {
            announce(.ended(activity, .reused))
            return .ready(BuiltStage(stage: stage, key: key, folders: [folder]), isReused: true, .zero)
        }
        if !inTree, let problem = knownNodes?.problems[number] {
            announce(.ended(activity, .failed))
            return .problem(problem)
        }
        // What its build changed is a part of it.
        if inTree, treeBuild == key, applied.tree == stage.tree {
            return .ready(BuiltStage(stage: stage, key: key, folders: [layout.workTree]), isReused: true, .zero)
        }
        announce(.began(activity, progress))
        treeBuild = nil
        try applied.move(to: stage, for: .running)
        applied.giveToCommands()
        let changed = applied.takePutBack().map(\.path)
        if !changed.isEmpty { announce(.putBack(changed)) }
        let start = clock.now
        let problem = try await runBuildCommands(stage, copy)
        if Task.isCancelled {
            announce(.ended(activity, .interrupted))
            return .interrupted
        }
        if let problem = try problem ?? keepFiles(of: stage, key) {
            announce(.ended(activity, .failed))
            return .problem(StageProblem(stage: number, cause: .build(problem)))
        }
        treeBuild = key
        let duration = clock.now - start
        announce(.ended(activity, .done(duration)))
        let folder = inTree ? layout.workTree : store.folder(of: key) ?? layout.workTree
        return .ready(BuiltStage(stage: stage, key: key, folders: [folder]), isReused: false, duration)
    }

    private func runBuildCommands(_ stage: Stage, _ copy: Int) async throws -> BuildProblem? {
        let log = layout.log("build", stage.number)
        let variation = try await layoutVariation(of: copy)
        for (index, text) in seriesPlan.build.enumerated() {
            let command = ShellCommand(
                text: variation.command(text), directory: layout.workTree,
                environment: variation.environment(environment(of: stage, copy: copy)),
                limit: seriesPlan.limits.build, output: log, appends: index > 0)
            let outcome = try await runner.run(command)
            guard outcome.isSuccess else {
                return .failed(command: text, outcome, lastLines: LogFile(log).lastLines(10), log: log)
            }
        }
        return nil
    }

    private func keepFiles(of stage: Stage, _ key: BuildKey) throws -> BuildProblem? {
        guard !seriesPlan.keep.isEmpty, let missing = try store.keepFiles(of: key) else { return nil }
        return .leftNothing(file: missing, log: layout.log("build", stage.number))
    }

    func buildKey(of stage: Stage, copy: Int = 1) async throws -> BuildKey {
        let parts = BuildKeyParts(
            tree: stage.tree.description, emptyFolders: stages.base.emptyFolders,
            flags: stages.features(at: stage.number), build: seriesPlan.build,
            keep: seriesPlan.keep,
            toolchain: try await toolchain(), variesLayout: seriesPlan.variesLayout && copy > 1,
            checkout: stages.base.checkout ?? CheckoutSettings(), pointers: stages.base.pointers, copy: copy)
        return BuildKey(digest: try Repository.blobID(of: Array(parts.text.utf8)).description)
    }

    /// What the plan's toolchain command prints, asked once; empty where the plan has none.
    func toolchain() async throws -> String {
        if let known = knownToolchain { return known }
        guard let text = seriesPlan.toolchain else { return "" }
        let log = layout.folder.appending(path: "logs/toolchain.log", directoryHint: .notDirectory)
        let outcome = try await runner.run(
            ShellCommand(
                text: text, directory: plan.directory, environment: hostEnvironment, limit: .seconds(60), output: log))
        guard outcome.isSuccess else { throw BenchError.toolchain(text, outcome, log: log) }
        let answer = LogFile(log).text
        knownToolchain = answer
        return answer
    }

    /// Its first line, which names it; nil where there is none.
    func toolchainName() async throws -> String? {
        try await toolchain().split(whereSeparator: \.isNewline).first.map(String.init)
    }

    /// The environment of a stage's commands: the tool's own, and how the stage is called and flagged.
    func environment(of stage: Stage, copy: Int = 1) -> [String: String] {
        var environment = hostEnvironment
        environment["PATCHBENCH_SERIES"] = seriesPlan.name
        environment["PATCHBENCH_STAGE"] = stage.number.description
        environment["PATCHBENCH_BUILD"] = String(copy)
        let features = stages.features(at: stage.number)
        environment["PATCHBENCH_FLAGS"] = features.map(\.text).joined(separator: " ")
        environment["PATCHBENCH_SWIFT_FLAGS"] =
            features.map { "-Xswiftc -D\($0.compilationCondition)" }.joined(separator: " ")
        return environment
    }
}

extension FeatureFlag {
    /// The flag as a Swift compilation condition: capitals, and `_` for what an identifier cannot hold.
    var compilationCondition: String { String(text.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }) }
}
