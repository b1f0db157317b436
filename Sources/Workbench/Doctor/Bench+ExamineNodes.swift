import Machine

extension Bench {
    /// Asks every node that the plan or an option names what it is. One that is at work for others answers when it is
    /// free, or not in time.
    ///
    /// - Throws: `NodeError`.
    public func examineNodes(within patience: Duration = .seconds(60)) async throws -> NodesReport {
        var report = NodesReport()
        guard let nodes = try nodes() else { return report }
        let width = try await nodes.queue.width()
        let job = try await nodeJob(nodes, [])
        let start = clock.now
        do {
            // A task holds its node until all have answered, so that none is asked twice.
            _ = try await job.begin(Array(repeating: [], count: width))
            while !Task.isCancelled, report.nodes.count < width, !job.open.isEmpty, clock.now - start < patience {
                for case (_, .line(.hello(let hello))) in try await job.news() { report.nodes.append(Self.node(hello)) }
                try? await clock.sleep(for: NodeJob.poll)
            }
        } catch {
            await job.end()
            throw error
        }
        await job.end()
        report.silent = width - report.nodes.count
        report.wasInterrupted = Task.isCancelled
        report.nodes.sort { $0.name < $1.name }
        report.compare(toolchain: MeasuringEnvironment.current(toolchain: try await toolchain()).toolchain)
        return report
    }

    private static func node(_ hello: NodeHello) -> NodesReport.Node {
        NodesReport.Node(
            name: hello.node, host: hello.environment.host, governor: hello.environment.governor,
            toolchain: hello.environment.toolchain)
    }
}
