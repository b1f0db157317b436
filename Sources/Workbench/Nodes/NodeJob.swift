import Files
import Foundation
import Input
import Judging
import Outputs

/// What a job needs to know beside its orders: `job.json`, with a copy of the plan beside it.
struct NodeJobFile: Codable {
    static let name = "job.json"

    var form = NodeHello.currentForm
    var series: String
    /// Where the plan stands on the machine that asks.
    var directory: String
    var changes: [PlanChange]
    var stages: GivenStages
    /// Folders of objects, as seen from the job's.
    var objects: [String]
    /// That of builds, likewise.
    var builds: String
    /// Of each stage, or `RoundSamples.eachRound`.
    var rebuilds = 1
    var countsAlone = false
    /// What a search asks for; nil where it is no search.
    var goal: NodeGoal?

    static func read(_ folder: URL) throws -> NodeJobFile {
        guard let data = try? Data(contentsOf: folder.appending(path: name)),
            let file = try? JSONDecoder().decode(NodeJobFile.self, from: data), file.form == NodeHello.currentForm
        else { throw NodeError.badJob(folder) }
        return file
    }

    func write(to folder: URL) throws {
        try FileWriter.put(NodeText.line(self).utf8, at: folder.appending(path: Self.name).path)
    }
}

/// What a search looks for: a test, a command, or else a metric.
struct NodeGoal: Codable {
    var metric: String?
    var test: String?
    var command: String?

    init(_ goal: SearchRequest.Goal) {
        switch goal {
        case .metric(let pattern): metric = pattern.description
        case .test(let name): test = name
        case .command(let text): command = text
        }
    }

    var goal: SearchRequest.Goal? {
        test.map { .test($0) } ?? command.map { .command($0) }
            ?? metric.flatMap { try? MetricPattern(reading: $0) }.map { .metric($0) }
    }
}

/// The files of a job, which has tasks; each task is one process on one node.
struct NodeJobFolder: Hashable, Sendable {
    let url: URL

    /// What the job is called where it waits: nobody else's is.
    var name: String { "patchbench-" + url.lastPathComponent }

    func orders(_ task: Int) -> URL { file("orders.\(task)") }
    func lines(_ task: Int) -> URL { file("lines.\(task)") }
    func log(_ task: Int) -> URL { file("log.\(task)") }
    func file(_ name: String) -> URL { url.appending(path: name, directoryHint: .notDirectory) }

    /// The tasks that were begun.
    var tasks: [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.compactMap { $0.hasPrefix("orders.") ? Int($0.dropFirst(7)) : nil }.sorted()
    }
}
