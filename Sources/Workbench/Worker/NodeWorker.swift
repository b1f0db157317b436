import Files
import Foundation
import GitStore
import Input
import Judging
import Machine
import PatchModel

/// Does on a node what a job is told: builds, tests and measures stages that another machine has made, in a folder of
/// its own on the node's disk.
public final class NodeWorker {
    let job: NodeJobFile
    let bench: Bench
    private let hello: NodeHello
    /// Where builds are shared.
    private let builds: URL
    private let scratch: Scratch
    /// Says in words what is wrong with a stage.
    let describe: (StageProblem) -> String
    private let tell: (String) throws -> Void
    private var ready: [String: BuiltStage] = [:]
    private var told: Set<URL> = []
    var clock: any Timekeeper { bench.clock }

    /// - Parameters:
    ///   - folder: Of the job.
    ///   - node: What this machine is called.
    ///   - temporary: Where the work is done.
    ///   - tell: Is given a line to hand on.
    init(
        _ folder: URL, node: String, temporary: String, tools: BenchTools,
        describe: @escaping (StageProblem) -> String, tell: @escaping (String) throws -> Void
    ) async throws {
        let job = try NodeJobFile.read(folder)
        let scratch = try Scratch(temporary: temporary)
        let own = URL(filePath: scratch.folder.path, directoryHint: .isDirectory)
        let (plan, series) = try Self.plan(of: job, folder)
        let repository = try Repository.openOrCreate(at: own.appending(path: "repository.git").path)
        for objects in job.objects {
            try repository.readObjects(in: folder.appending(path: objects).standardizedFileURL.path)
        }
        let stages = try Stages(
            plan, series, SeriesLayout(shared: own, series: series.name), given: job.stages, in: repository)
        let bench = Bench(stages, Operations(plan, series, in: repository, Caller(), tools.clock), tools)
        bench.buildsEachRound = job.rebuilds == ComparisonOptions.eachRound
        try await bench.prepareCounting(alone: job.countsAlone)
        let toolchain = try await bench.toolchain()
        builds = folder.appending(path: job.builds).standardizedFileURL
        hello = NodeHello(node: node, environment: .current(toolchain: toolchain))
        (self.job, self.bench, self.scratch) = (job, bench, scratch)
        (self.describe, self.tell) = (describe, tell)
    }

    /// The plan as the job has it, on a machine that may not have the folder in which it stands.
    private static func plan(of job: NodeJobFile, _ folder: URL) throws -> (Plan, SeriesPlan) {
        let there = URL(filePath: job.directory, directoryHint: .isDirectory)
        let directory = FileManager.default.fileExists(atPath: there.path) ? there : folder
        guard let text = try? String(contentsOf: folder.appending(path: Plan.fileName), encoding: .utf8) else {
            throw NodeError.badJob(folder)
        }
        let plan = try PlanReader(file: directory.appending(path: Plan.fileName)).read(text: text)
        var series = try plan.series(named: job.series).changed(by: job.changes)
        series.place = .local
        return (plan, series)
    }

    /// Does what the orders say until they end, or the task is cancelled.
    func work(_ orders: AsyncStream<NodeOrder>) async throws {
        try say(.hello(hello))
        for await order in orders {
            switch order {
            case .build(let stage, let copy, _): try await build(stage, copy)
            case .test(let stage): try await test(stage)
            case .trace(let stage): try await trace(stage)
            case .round(let number, let stages): try await measure(number, stages)
            case .ask(let number, let stage): try await ask(number, stage)
            case .wait: break
            case .end, .stop: return try say(.over)
            }
            if Task.isCancelled { break }
        }
        try say(.over)
    }

    func say(_ line: NodeLine) throws { try tell(NodeText.line(line)) }

    private func fail(_ problem: StageProblem, _ log: URL, round: Int? = nil) throws {
        try say(
            .failed(
                stage: problem.stage.description, round: round, text: describe(problem),
                log: String(LogFile(log).text.suffix(1 << 16))))
    }

    func id(_ stage: String) -> StageID { StageID(stage) ?? .base }
}

extension NodeWorker {
    private func build(_ stage: String, _ copy: Int) async throws {
        guard case .success(let made) = try bench.stages.made(id(stage)) else { return }
        let key = try await bench.buildKey(of: made, copy: copy)
        if try take(key) {
            return try say(.built(stage: stage, copy: copy, key: key.digest, isReused: true, seconds: 0))
        }
        switch try await bench.build(made, copy: copy, Progress(done: 0, total: 1)) {
        case .ready(_, _, let time):
            try share(key)
            try say(.built(stage: stage, copy: copy, key: key.digest, isReused: false, seconds: time / .seconds(1)))
        case .problem(let problem): try fail(problem, bench.layout.log("build", id(stage)))
        case .interrupted: break
        }
    }

    /// Brings a build that was shared to this node's disk; false where there is none.
    func take(_ key: BuildKey) throws -> Bool {
        if bench.store.folder(of: key) != nil { return true }
        let shared = builds.appending(path: key.digest, directoryHint: .isDirectory)
        guard shared.exists else { return false }
        try copy(shared, to: bench.layout.build(key))
        return true
    }

    func share(_ key: BuildKey) throws {
        guard let own = bench.store.folder(of: key) else { return }
        try copy(own, to: builds.appending(path: key.digest, directoryHint: .isDirectory))
    }

    /// The copy appears whole; where somebody else's came first, that is as good.
    private func copy(_ folder: URL, to target: URL) throws {
        let files = FileManager.default
        let parent = try Folder.making(target.deletingLastPathComponent().path)
        do {
            try parent.appear(Array(target.lastPathComponent.utf8)) { new in
                for name in try files.contentsOfDirectory(atPath: folder.path) {
                    try files.copyItem(
                        at: folder.appending(path: name),
                        to: URL(filePath: new.path, directoryHint: .isDirectory).appending(path: name))
                }
            }
        } catch let error as FileError where error.errno == ENOTEMPTY || error.errno == EEXIST {}
    }

    /// All builds of a stage, made here where nobody has shared them; nil where that does not work, which is said.
    private func built(_ stage: String, round: Int? = nil) async throws -> BuiltStage? {
        if let known = ready[stage] { return known }
        guard case .success(let made) = try bench.stages.made(id(stage)) else { return nil }
        for copy in 1...max(1, job.rebuilds) { _ = try take(try await bench.buildKey(of: made, copy: copy)) }
        switch try await bench.build(id(stage), times: job.rebuilds, Progress(done: 0, total: 1)) {
        case .ready(let built, _, _):
            ready[stage] = built
            return built
        case .problem(let problem): try fail(problem, bench.layout.log("build", id(stage)), round: round)
        case .interrupted: break
        }
        return nil
    }

    private func test(_ stage: String) async throws {
        guard let built = try await built(stage) else { return }
        let log = bench.layout.log("test", built.stage.number, "out")
        let results = try await bench.runTests(built, log)
        guard !Task.isCancelled else { return }
        let printed = String(LogFile(log).text.suffix(1 << 18))
        try say(.tested(stage: stage, results: results.map(TestLine.init), log: printed))
    }

    private func trace(_ stage: String) async throws {
        guard let built = try await built(stage) else { return }
        _ = try await bench.trace(of: built)
        try tellRecords(of: built)
    }

    /// What was kept of a build, once.
    private func tellRecords(of built: BuiltStage) throws {
        for name in [Bench.traces, Bench.functions] {
            let file = bench.layout.record(built.key, name)
            guard file.exists, told.insert(file).inserted else { continue }
            try say(.record(key: built.key.digest, name: name, text: LogFile(file).text))
        }
    }

    private func measure(_ round: Int, _ stages: [String]) async throws {
        let state = MachineState.current()
        try say(.round(round, load: state.load, stolen: state.stolen))
        for stage in stages where !Task.isCancelled {
            guard let built = try await built(stage, round: round) else { continue }
            bench.watch = MachineWatch()
            let (begun, start) = (clock.date, clock.now)
            switch try await bench.sample(built, round: max(0, round), Progress(done: 1, total: 1)) {
            case .success(let output):
                try say(
                    .sample(
                        SampleLine(
                            output, of: stage, round: round, begun: begun, took: clock.now - start, bench.watch)))
                try tellRecords(of: built)
            case .failure(let cause):
                let problem = StageProblem(stage: built.stage.number, cause: cause)
                try fail(problem, bench.layout.log("bench", built.stage.number, "err"), round: round)
            case nil: return
            }
        }
    }
}
