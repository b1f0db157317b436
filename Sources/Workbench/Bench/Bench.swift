import Foundation
import Input
import Machine
import PatchModel
import Results

/// Builds, tests and measures the stages of a series, and judges what that gave.
public final class Bench: OnStages {
    package let stages: Stages
    let operations: Operations
    let store: BuildStore
    let tools: BenchTools
    /// Runs the plan's commands, confined as the plan says.
    let runner: any CommandRunning
    var knownToolchain: String?
    /// The build that the work tree holds, since this was opened.
    var treeBuild: BuildKey?
    var openResults: ResultsDatabase?
    /// What `pinnedCPUs` has chosen.
    var chosenCPUs: CPUSet?
    /// What else went on while samples were taken.
    var watch = MachineWatch()
    var counting = Counting()
    /// Those that the plan or an option names, once they were asked for.
    var knownNodes: Nodes?
    /// Whether each round measures a build of its own, and what building for rounds took.
    var buildsEachRound = false
    var buildTime = Duration.zero
    /// The folder of a linker that varies layout; empty where there is none, nil where nobody looked.
    var knownLinker: String?

    init(_ stages: Stages, _ operations: Operations, _ tools: BenchTools) {
        self.stages = stages
        self.operations = operations
        self.tools = tools
        runner = stages.seriesPlan.confined(tools, plan: stages.plan, state: stages.layout.shared)
        store = BuildStore(layout: stages.layout, keep: stages.seriesPlan.keep)
    }

    /// A bench on the same stages that runs other commands of the plan.
    func running(_ seriesPlan: SeriesPlan) throws -> Bench {
        let other = Bench(Stages(stages, running: seriesPlan), operations, tools)
        other.openResults = try results()
        // What that leaves in the work tree is not what this one has built there.
        treeBuild = nil
        return other
    }

    var clock: any Timekeeper { tools.clock }
    func announce(_ event: Event) { tools.announce(event) }

    /// The whole environment of a command that runs in no stage's name is the tool's own.
    var hostEnvironment: [String: String] { tools.environment }

    /// The plan's bench command, its test command and so on, for a verb that cannot do without.
    func require<Command>(_ command: Command?, _ key: String) throws(BenchError) -> Command {
        guard let command else { throw .noCommand(key, series: seriesPlan.name) }
        return command
    }

    /// The stages without some patches, in their order, each once.
    ///
    /// - Throws: `BenchError.needed` where a patch of these stages does not apply without them; `.notAPatch`.
    public func stages(_ ids: [StageID], without patches: [StageNumber]) throws -> [StageID] {
        try stages.ids(ids, without: patches)
    }
}
