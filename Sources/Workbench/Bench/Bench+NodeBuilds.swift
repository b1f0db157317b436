import Files
import Foundation
import Machine
import Outputs
import PatchModel

/// Building and testing on nodes: what comes of it is found by whoever builds or tests here next.
extension Bench {
    /// One thing that a task is for.
    private struct Wanted {
        var stage: StageID
        var order: NodeOrder
        var tries = 0
    }

    /// Has nodes build, one task a build, what is not there, and brings it here. What they could not build is known
    /// then, and not tried here.
    func buildOnNodes(_ numbers: [StageID], times: Int) async throws {
        guard let nodes = try nodes() else { return }
        var wanted: [Wanted] = []
        for number in numbers where nodes.problems[number] == nil {
            guard case .success(let stage) = try stages.made(number) else { continue }
            for copy in 1...max(1, times) {
                let key = try await buildKey(of: stage, copy: copy)
                guard store.folder(of: key) == nil else { continue }
                wanted.append(
                    Wanted(stage: number, order: .build(stage: number.description, copy: copy, key: key.digest)))
            }
        }
        try await run(wanted, .build, on: nodes)
    }

    /// Has nodes test stages whose builds are here.
    func testOnNodes(_ numbers: [StageID], reusing: Bool) async throws {
        guard let nodes = try nodes(), let command = seriesPlan.test else { return }
        try await buildOnNodes(numbers, times: 1)
        var wanted: [Wanted] = []
        for number in numbers where nodes.problems[number] == nil {
            guard case .success(let stage) = try stages.made(number) else { continue }
            let key = try await buildKey(of: stage)
            guard store.folder(of: key) != nil else { continue }
            if reusing, try results().tests(of: key.digest, command: testCommands(command)) != nil { continue }
            wanted.append(Wanted(stage: number, order: .test(stage: number.description)))
        }
        try await send(wanted.map(\.stage), to: nodes)
        try await run(wanted, .test, on: nodes)
        let claiming = numbers.filter(claimsSameBehaviour)
        try await traceOnNodes(claiming + claiming.compactMap(\.previous))
    }

    /// Has nodes trace stages, where that was not done before.
    func traceOnNodes(_ numbers: [StageID]) async throws {
        guard let nodes = try nodes(), seriesPlan.trace != nil else { return }
        try await buildOnNodes(Set(numbers).sorted(), times: 1)
        var wanted: [Wanted] = []
        for number in Set(numbers).sorted() where nodes.problems[number] == nil {
            guard case .success(let stage) = try stages.made(number) else { continue }
            let key = try await buildKey(of: stage)
            guard store.folder(of: key) != nil, !layout.record(key, Self.traces).exists else { continue }
            wanted.append(Wanted(stage: number, order: .trace(stage: number.description)))
        }
        try await send(wanted.map(\.stage), to: nodes)
        try await run(wanted, .trace, on: nodes)
    }

    /// Builds that are here, to where nodes see them.
    func send(_ numbers: [StageID], times: Int = 1, to nodes: Nodes) async throws {
        var folders: [String] = []
        for number in numbers {
            guard case .success(let stage) = try stages.made(number) else { continue }
            for copy in 1...max(1, times) {
                let key = try await buildKey(of: stage, copy: copy)
                folders.append("builds/\(key.digest)")
            }
        }
        try await nodes.queue.send(folders)
    }

    /// What nodes said of a build's tests; asked once.
    func nodeResults(of built: BuiltStage) -> [TestResult]? { knownNodes?.results.removeValue(forKey: built.key) }

    /// Has each of these done by a task of its own, and asks again for what was lost on the way.
    private func run(_ wanted: [Wanted], _ verb: Activity.Verb, on nodes: Nodes) async throws {
        guard !wanted.isEmpty, !Task.isCancelled else { return }
        // A run's tasks that wait would keep the nodes from it.
        try await endHeld(nodes)
        var jobs = try await adoptBuilds(wanted, nodes)
        let rest = wanted.filter { one in !jobs.contains { $0.tasks.values.contains { $0.order == one.order } } }
        do {
            if !rest.isEmpty {
                let job = try await nodeJob(nodes, rest.map(\.stage))
                jobs.append(Following(job: job, tasks: [:]))
                let numbers = try await job.begin(rest.map { [$0.order, .end] })
                jobs[jobs.count - 1].tasks = Dictionary(uniqueKeysWithValues: zip(numbers, rest))
            }
            try await follow(&jobs, verb, count: wanted.count, nodes)
        } catch {
            for following in jobs { await following.job.end() }
            throw error
        }
        for job in jobs.map(\.job) {
            await job.end()
            if !Task.isCancelled { try? FileManager.default.removeItem(at: job.folder.url) }
        }
    }

    /// A job, and what its tasks are for.
    private struct Following {
        var job: NodeJob
        var tasks: [Int: Wanted]
    }

    /// Tasks that were asked for before the tool was cut off, and still build what is wanted; others are ended.
    private func adoptBuilds(_ wanted: [Wanted], _ nodes: Nodes) async throws -> [Following] {
        let folder = layout.nodes.appending(path: "jobs", directoryHint: .isDirectory)
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        var adopted: [Following] = []
        var left = wanted.filter { if case .build = $0.order { true } else { false } }
        for name in names where name.hasPrefix("job-") {
            let place = NodeJobFolder(url: folder.appending(path: name, directoryHint: .isDirectory))
            guard let living = try await nodes.queue.living(of: place), !living.isEmpty else { continue }
            var following = Following(job: NodeJob(place, isSame: true, nodes.queue, clock), tasks: [:])
            for task in try following.job.adopt(living) where task.isLiving {
                if let one = left.firstIndex(where: { task.orders.contains($0.order) }) {
                    following.tasks[task.number] = left.remove(at: one)
                } else {
                    try following.job.tell(.stop, to: task.number)
                }
            }
            if following.tasks.isEmpty { await following.job.end() } else { adopted.append(following) }
        }
        return adopted
    }

    private func follow(
        _ jobs: inout [Following], _ verb: Activity.Verb, count: Int, _ nodes: Nodes
    ) async throws {
        var done = 0
        let start = clock.now
        func isOpen(_ following: Following) -> Bool { following.job.open.contains { following.tasks[$0] != nil } }
        while jobs.contains(where: isOpen), !Task.isCancelled {
            for index in jobs.indices {
                let job = jobs[index].job
                for (task, news) in try await job.news() {
                    guard var one = jobs[index].tasks[task] else { continue }
                    let progress = Progress(done: done, total: count, after: clock.now - start)
                    switch news {
                    case .line(.hello(let hello)):
                        try await check(hello)
                        announce(.began(Activity(verb: verb, stage: label(one.stage)), progress))
                    case .line(let line):
                        if try await take(line, of: one.stage, task, job, nodes) { done += 1 }
                    case .lost:
                        one.tries += 1
                        guard one.tries < Nodes.tries else {
                            throw NodeError.lost(lastLines: job.lastWords.lines, log: job.lastWords.log)
                        }
                        for new in try await job.begin([[one.order, .end]]) { jobs[index].tasks[new] = one }
                    }
                }
            }
            if jobs.contains(where: isOpen) { try? await clock.sleep(for: NodeJob.poll) }
        }
    }

    /// - Returns: Whether the task has done what it is for.
    private func take(
        _ line: NodeLine, of stage: StageID, _ task: Int, _ job: NodeJob, _ nodes: Nodes
    ) async throws -> Bool {
        switch line {
        case .built(_, _, let key, let isReused, let seconds):
            try await nodes.queue.fetch("builds/\(key)", from: task, of: job.folder)
            try await waitForBuild(BuildKey(digest: key))
            let activity = Activity(verb: .build, stage: label(stage))
            announce(.ended(activity, isReused ? .reused : .done(.seconds(seconds))))
        case .failed(_, _, let text, let printed):
            let log = layout.log("build", stage)
            try FileWriter.put(printed.utf8, at: log.path)
            let node = job.hello(of: task)?.node ?? ""
            nodes.problems[stage] = StageProblem(
                stage: stage, cause: .elsewhere(node: node, isBuild: true, text: text, log: log))
            announce(.ended(Activity(verb: .build, stage: label(stage)), .failed))
        case .tested(_, let results, let printed):
            try FileWriter.put(printed.utf8, at: layout.log("test", stage, "out").path)
            guard case .success(let made) = try stages.made(stage) else { return true }
            nodes.results[try await buildKey(of: made)] = results.map(\.result)
        case .record(let key, let name, let text):
            try keep(text, name, of: BuildKey(digest: key))
            return false
        default: return false
        }
        return true
    }

    /// On a network's file system a folder shows some seconds after it was made.
    func waitForBuild(_ key: BuildKey) async throws {
        for _ in 0..<150 where store.folder(of: key) == nil { try await clock.sleep(for: NodeJob.poll) }
    }
}
