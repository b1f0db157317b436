import Machine
import Outputs
import PatchModel

/// The nodes on which a bench has stages built, tested and measured, and what they said.
final class Nodes {
    let queue: any NodeQueue
    let layout: SeriesLayout
    /// Stages that nodes could not build.
    var problems: [StageID: StageProblem] = [:]
    /// What nodes said of tests, by build.
    var results: [BuildKey: [TestResult]] = [:]
    /// Who measured, by name.
    var measured: [String: NodeHello] = [:]
    /// A job of a run that is gone on with, of which tasks may still go on.
    var held: (job: NodeJobFolder, run: Int64)?
    /// What else went on there.
    var watch = MachineWatch()

    init(_ queue: any NodeQueue, _ layout: SeriesLayout) { (self.queue, self.layout) = (queue, layout) }

    /// Of the first of the nodes whose CPUs do not keep their clock up.
    var governor: String {
        measured.values.map(\.environment.governor).filter { !$0.isEmpty && $0 != "performance" }.min() ?? ""
    }

    /// Where a task that ends before its time is asked for again, so often.
    static let tries = 3
    /// What nobody has used for so long is made again when it is wanted.
    static let unusedDays = 7
}
