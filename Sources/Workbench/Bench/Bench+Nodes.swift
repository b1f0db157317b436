import Files
import Foundation
import GitStore
import Input
import Machine
import PatchModel

extension Bench {
    /// The nodes that the plan names, or an option; nil where this machine does the work.
    ///
    /// - Throws: `NodeError.keepsNothing`.
    func nodes() throws -> Nodes? {
        guard seriesPlan.place != .local else { return nil }
        if let knownNodes { return knownNodes }
        guard !seriesPlan.keep.isEmpty else { throw NodeError.keepsNothing(series: seriesPlan.name) }
        let folder = try Folder.making(layout.nodes.path)
        let shell = NodeShell(
            runner: tools.runner, environment: hostEnvironment,
            folder: URL(filePath: folder.path, directoryHint: .isDirectory))
        let queue: any NodeQueue
        switch seriesPlan.place {
        case .slurm(let partition): queue = SlurmQueue(shell, partition: partition, program: tools.program)
        case .ssh(let hosts):
            let project = try Repository.blobID(of: Array(plan.directory.path.utf8)).description
            queue = SSHQueue(
                shell, hosts: hosts, home: plan.stateDirectory,
                project: String(project.prefix(12)) + "-" + HostInfo.current().name)
        case .local: return nil
        }
        let nodes = Nodes(queue, layout)
        knownNodes = nodes
        return nodes
    }

    /// Makes the folder of a job, with all that nodes need to know of some stages.
    ///
    /// - Parameter name: Nil for one that nobody asks for again.
    /// - Throws: `NodeError.edited`.
    func nodeJob(
        _ nodes: Nodes, _ numbers: [StageID], name: String? = nil, rebuilds: Int = 1, goal: NodeGoal? = nil
    ) async throws -> NodeJob {
        if let edited = stages.edited, numbers.contains(edited.number) { throw NodeError.edited(label(edited.number)) }
        let name = name ?? "job-" + UUID().uuidString
        let url = layout.nodes.appending(path: "jobs/\(name)", directoryHint: .isDirectory)
        _ = try Folder.making(url.path)
        let given = try stages.given(numbers)
        let objects = try shareObjects(of: given)
        try pruneNodes()
        let job = NodeJobFile(
            series: seriesPlan.name, directory: plan.directory.path, changes: seriesPlan.changes, stages: given,
            objects: objects.map { "../../" + $0 }, builds: "../../../builds", rebuilds: rebuilds,
            countsAlone: counting.isAlone, goal: goal)
        let files = [NodeJobFile.name, Plan.fileName].map { url.appending(path: $0, directoryHint: .notDirectory) }
        let before = files.map { LogFile($0).text }
        try job.write(to: url)
        let text = try String(contentsOf: plan.file, encoding: .utf8)
        try FileWriter.put(text.utf8, at: files[1].path)
        try await nodes.queue.send(["nodes/jobs/\(name)"] + objects.map { "nodes/" + $0 })
        let isSame = files.map { LogFile($0).text } == before
        return NodeJob(NodeJobFolder(url: url), isSame: isSame, nodes.queue, clock)
    }

    /// Takes over the tasks of a run's job, where it asks for the same; else those that go on are ended.
    func adopt(_ job: NodeJob, _ nodes: Nodes, of run: Int64) async throws -> [AdoptedTask] {
        guard let held = nodes.held, held.job == job.folder else { return [] }
        if job.isSame, let living = try await nodes.queue.living(of: job.folder) {
            nodes.held = nil
            return try job.adopt(living)
        }
        try await endHeld(nodes)
        return []
    }

    /// Ends the tasks of a run that nobody takes over, waits until they are over, and takes what they said meanwhile.
    func endHeld(_ nodes: Nodes) async throws {
        guard let (job, run) = nodes.held else { return }
        nodes.held = nil
        await nodes.queue.cancel(job)
        for _ in 0..<150 {
            if try await nodes.queue.living(of: job)?.isEmpty == true { break }
            try await clock.sleep(for: NodeJob.poll)
        }
        try takeSamples(of: job, run)
    }

    /// Writes what is in the stages' trees to packs, where it is not there: one of the base, which stays the same, and
    /// one of what the stages have beside it.
    /// - Returns: Their folders, below that of the nodes.
    private func shareObjects(of given: GivenStages) throws -> [String] {
        let made = given.stages.compactMap(\.stage)
        let parts: [(stages: [Stage], base: Stage?)] = [
            (Array(made.prefix(1)), nil), (Array(made.dropFirst()), made[0]),
        ]
        return try parts.filter { !$0.stages.isEmpty }.map { part in
            let text = part.stages.map(\.commit.description).joined(separator: "\n")
            let key = try Repository.blobID(of: Array(text.utf8)).description
            let parent = try Folder.making(layout.nodes.appending(path: "objects").path)
            if !layout.nodes.appending(path: "objects/\(key)").exists {
                try parent.appear(Array(key.utf8)) { new in
                    let pack = try Folder.making(new.path + "/pack")
                    try repository.writePack(of: part.stages, without: part.base, to: pack.path)
                }
            }
            noteUse(of: layout.nodes.appending(path: "objects/\(key)"))
            return "objects/\(key)"
        }
    }

    /// Another toolchain makes other builds, and another form of the tool says other things.
    func check(_ hello: NodeHello) async throws {
        guard hello.form == NodeHello.currentForm else { throw NodeError.otherForm(node: hello.node) }
        let here = MeasuringEnvironment.current(toolchain: try await toolchain()).toolchain
        guard hello.environment.toolchain == here else {
            throw NodeError.otherToolchain(node: hello.node, there: hello.environment.toolchain, here: here)
        }
    }
}
