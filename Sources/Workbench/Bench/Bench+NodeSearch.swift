import Files
import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import Results
import Statistics

/// Searching on nodes: as many stages at once as there are nodes, those that tell most together.
extension Bench {
    /// Lets nodes run what the search asks for, until it is over, interrupted or its budget is spent.
    func advance(
        _ search: inout PatchSearch, _ request: SearchRequest, _ run: inout SearchRun, on nodes: Nodes
    ) async throws {
        guard case .run = search.step else { return }
        let known = Set(try results().readings(of: run.id).map(\.number))
        if !run.goal.needsTree { try await send(request.range.ids, to: nodes) }
        let job = try await nodeJob(
            nodes, request.range.ids, name: Self.nodeJobName(run.id), goal: NodeGoal(run.goal))
        var campaign = NodeSearch(job, after: known.max() ?? 0)
        do {
            campaign.adopt(try await adopt(job, nodes, of: run.id), known: known)
            let width = min(try await nodes.queue.width(), Bisection.mostNodes)
            _ = try await job.begin(Array(repeating: [], count: max(0, width - job.open.count)))
            let start = clock.now
            while canGoOn(search, run, request), !request.isSpent(after: clock.now - start) {
                for (task, news) in try await job.news() where canGoOn(search, run, request) {
                    try await take(news, of: task, &campaign, &search, &run, nodes)
                }
                try await giveOrders(&campaign, &search, &run, request)
                if canGoOn(search, run, request) { try? await clock.sleep(for: NodeJob.poll) }
            }
        } catch {
            await job.end()
            throw error
        }
        await job.end()
        if !Task.isCancelled { try? FileManager.default.removeItem(at: job.folder.url) }
    }

    /// Where neither end can be measured, there is no change between them to look for.
    private func canGoOn(_ search: PatchSearch, _ run: SearchRun, _ request: SearchRequest) -> Bool {
        guard case .run = search.step, !Task.isCancelled else { return false }
        return !run.cannot.isSuperset(of: [request.range.from.id, request.range.to.id])
    }

    private func take(
        _ news: NodeJob.News, of task: Int, _ campaign: inout NodeSearch, _ search: inout PatchSearch,
        _ run: inout SearchRun, _ nodes: Nodes
    ) async throws {
        let job = campaign.job
        switch news {
        case .line(.hello(let hello)):
            try await check(hello)
            nodes.measured[hello.node] = hello
            let isFull = run.nodes.number(of: hello.node) >= Bisection.mostNodes
            let others = job.working.filter { $0 != task && job.hello(of: $0)?.node == hello.node }
            if isFull || !others.isEmpty { return try campaign.refuse(task) }
            try results().add(node: hello.node, hello.environment, to: run.id)
        case .line(.built(let stage, _, let key, _, let seconds)):
            run.builds += 1
            try await nodes.queue.fetch("builds/\(key)", from: task, of: job.folder)
            try await waitForBuild(BuildKey(digest: key))
            try await nodes.queue.send(["builds/\(key)"])
            announce(.ended(Activity(verb: .build, stage: label(StageID(stage) ?? .base)), .done(.seconds(seconds))))
        case .line(.answer(let answer)):
            guard let stage = campaign.take(answer.number), let node = job.hello(of: task)?.node else { return }
            if let sample = answer.sample { nodes.watch.add(sample.watch) }
            try await record(answer, of: stage, on: node, &search, &run)
        case .line(.record(let key, let name, let text)): try keep(text, name, of: BuildKey(digest: key))
        case .line(.over), .lost: try await campaign.lose(task)
        case .line: break
        }
    }

    /// Has a reading in the database before the search learns of it.
    private func record(
        _ answer: AnswerLine, of stage: StageID, on node: String, _ search: inout PatchSearch, _ run: inout SearchRun
    ) async throws {
        let log = answer.isOfBuild ? layout.log("build", stage) : searchLog(stage)
        try FileWriter.put(answer.log.utf8, at: log.path)
        let reading = try run.read(answer.given(by: node, stage, log), of: stage, log: log)
        if !answer.isOfBuild, case .success(let made) = try stages.made(stage) {
            try addStages([BuiltStage(stage: made, key: try await buildKey(of: made), folders: [])], to: run.id)
        }
        let number = answer.number
        run.shares[node, default: 0] += 1
        try results().addRound(number, .current(), to: run.id, at: clock.date)
        try results().add(
            StoredReading(number: number, stage: stage, reading: StoredReading.Reading(reading), node: node),
            run.output, begun: answer.begun, took: .seconds(answer.seconds), to: run.id)
        if let output = run.output {
            counting.take([StageMeasurement(stage: stage, round: number, output: output, node: node)])
        }
        learn(reading, of: stage, on: run.nodes.number(of: node), &search, &run)
    }

    private func giveOrders(
        _ campaign: inout NodeSearch, _ search: inout PatchSearch, _ run: inout SearchRun, _ request: SearchRequest
    ) async throws {
        let room = campaign.room(at: clock.now)
        if room > 0 {
            for stage in search.batch(of: room).map({ StageID($0) }) {
                switch try stages.made(stage) {
                case .success: campaign.want([stage])
                case .failure(let problem):
                    let reading = try run.read(.problem(problem), of: stage, log: layout.log("build", stage))
                    learn(reading, of: stage, on: 0, &search, &run)
                }
            }
        }
        let needsTree = run.goal.needsTree
        try await campaign.giveOrders { stage in
            guard !needsTree, case .success(let made) = try stages.made(stage) else { return true }
            return store.folder(of: try await buildKey(of: made)) != nil
        }
    }
}

extension AnswerLine {
    fileprivate func given(by node: String, _ stage: StageID, _ log: URL) -> SearchAnswer {
        if let sample { return .sample(sample.output) }
        if let results { return .results(results.map(\.result)) }
        if let ended { return .ended(ended.outcome) }
        let cause = StageProblem.Cause.elsewhere(node: node, isBuild: isOfBuild, text: problem ?? "", log: log)
        return .problem(StageProblem(stage: stage, cause: cause))
    }
}
