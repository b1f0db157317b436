import Files
import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import Results

/// Measuring on nodes.
extension Bench {
    /// Lets nodes measure what the rounds ask for, until they are done or the task is cancelled. Each sample is in the
    /// database, once, before the rounds learn of it.
    /// - Returns: Why stages gave no sample.
    func measure(
        _ ready: [BuiltStage], on nodes: Nodes, in rounds: inout Rounds, of run: Int64, rebuilds: Int,
        wanted: [MetricPattern]
    ) async throws -> [StageProblem] {
        guard rounds.step == .share else { return [] }
        let numbers = ready.map(\.stage.number)
        try await send(numbers, times: rebuilds, to: nodes)
        let job = try await nodeJob(nodes, numbers, name: Self.nodeJobName(run), rebuilds: rebuilds)
        var campaign = NodeCampaign(
            job: job, run: run, database: try results(), rounds: rounds, missing: MissingPatterns(wanted),
            clock: clock)
        do {
            try campaign.adopt(try await adopt(job, nodes, of: run))
            let width = min(try await nodes.queue.width(), rounds.widest)
            _ = try await job.begin(Array(repeating: [], count: max(0, width - job.open.count)))
            while campaign.rounds.step == .share, !Task.isCancelled {
                for (task, news) in try await job.news() { try await take(news, of: task, &campaign, nodes) }
                try campaign.giveOrders()
                if campaign.rounds.step == .share { try? await clock.sleep(for: NodeJob.poll) }
            }
        } catch {
            await job.end()
            throw error
        }
        await job.end()
        // What they said until they heard of it.
        for (task, news) in try await job.news() {
            if case .line(.sample(let sample)) = news { _ = try campaign.take(sample, of: task) }
        }
        if campaign.isWhole, !Task.isCancelled { try? FileManager.default.removeItem(at: job.folder.url) }
        rounds = campaign.rounds
        return campaign.problems
    }

    static func nodeJobName(_ run: Int64) -> String { "run-\(run)" }

    private func take(
        _ news: NodeJob.News, of task: Int, _ campaign: inout NodeCampaign, _ nodes: Nodes
    ) async throws {
        switch news {
        case .line(.hello(let hello)):
            try await check(hello)
            nodes.measured[hello.node] = hello
            try campaign.welcome(hello, task)
        case .line(.sample(let sample)):
            nodes.watch.add(sample.watch)
            if try campaign.take(sample, of: task) { announceSample(sample, campaign) }
        case .line(.failed(let stage, let round?, let text, _)):
            let node = campaign.job.hello(of: task)?.node ?? ""
            campaign.fail(StageID(stage) ?? .base, round, on: node, text)
        case .line(.round(let number, let load, let stolen)):
            if number > 0 { try campaign.begin(number, MachineState(load: load, stolen: stolen)) }
        case .line(.over), .lost: try await campaign.lose(task)
        case .line(.record(let key, let name, let text)): try keep(text, name, of: BuildKey(digest: key))
        case .line: break
        }
    }

    /// What is kept of a build beside it, as a node has it.
    func keep(_ text: String, _ name: String, of key: BuildKey) throws {
        guard [Self.traces, Self.functions].contains(name) else { return }
        try FileWriter.put(text.utf8, at: layout.record(key, name).path)
    }

    private func announceSample(_ sample: SampleLine, _ campaign: NodeCampaign) {
        let activity = Activity(
            verb: .bench, stage: label(StageID(sample.stage) ?? .base), round: max(0, sample.round))
        let (done, total) = campaign.rounds.progress
        announce(.began(activity, Progress(done: done, total: total, after: campaign.elapsed)))
        announce(.ended(activity, .done(.seconds(sample.seconds))))
    }

    /// What tasks of a run that was cut off have measured and nobody has taken over.
    func takeLeftovers(of run: Int64) async throws {
        guard let nodes = try nodes() else { return }
        let folder = NodeJobFolder(
            url: layout.nodes.appending(path: "jobs/\(Self.nodeJobName(run))", directoryHint: .isDirectory))
        guard folder.url.exists else { return }
        nodes.held = (folder, run)
        try takeSamples(of: folder, run)
    }

    /// Whatever a run's tasks have written that is not known, to the database.
    func takeSamples(of folder: NodeJobFolder, _ run: Int64) throws {
        let database = try results()
        var known = Set(try database.measurements(of: run).map { NodeCampaign.Slot($0.stage, $0.round) })
        for task in folder.tasks {
            var (reader, node) = (LineReader(folder.lines(task).path), "")
            for line in reader.next().compactMap({ NodeText.value(NodeLine.self, of: $0) }) {
                if case .hello(let hello) = line { node = hello.node }
                guard case .sample(let sample) = line, sample.round > 0, let stage = StageID(sample.stage),
                    known.insert(NodeCampaign.Slot(stage, sample.round)).inserted
                else { continue }
                try database.add(
                    StageMeasurement(stage: stage, round: sample.round, output: sample.output, node: node),
                    begun: sample.begun, took: .seconds(sample.seconds), to: run)
            }
        }
    }
}
