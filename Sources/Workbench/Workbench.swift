import Foundation
import GitStore
import PatchModel

/// The workbench on one series: steps through its stages, builds, tests and measures them.
///
/// All that it makes is in `.patchbench` beside `patchbench.yaml`. Only one process at a time works on a series.
public actor Workbench {
    /// The series as its files say.
    public nonisolated let series: Series

    /// What was read with the series.
    let loaded: LoadedSeries
    let plan: Plan
    let seriesPlan: SeriesPlan
    let hostEnvironment: [String: String]
    let announce: @Sendable (Event) -> Void
    let layout: SeriesLayout
    let store: BuildStore
    let runner = CommandRunner()
    let repository: Repository
    /// Of the whole series.
    let chain: StageChain
    /// Of the series without some patches, by those patches.
    private var otherChains: [[Int]: StageChain] = [:]
    let applied: AppliedStage
    var knownToolchain: String?
    var openResults: ResultsDatabase?
    /// What `pinnedCPUs` has chosen.
    var chosenCPUs: CPUSet?
    /// What else went on while samples were taken.
    var watch = MachineWatch()
    private let turn: Turn?
    private let lock: SeriesLock?

    /// What the workbench is opened for.
    public enum Access: Sendable {
        /// Reading only: also while another process works on the series.
        case look
        /// Stepping, building, testing and measuring: one process at a time.
        case change
    }

    /// Reads the series and makes its stages.
    ///
    /// - Parameters:
    ///   - environment: The environment of the commands that the plan names.
    ///   - turn: Held as long as the workbench is there, so that no other process measures meanwhile.
    ///   - announce: Is told what runs while it runs; from any thread.
    /// - Throws: `WorkbenchError` (`.busy` where another process changes the series), `PatchError` where a patch or the series file cannot be read, `GitStoreError`.
    ///   A patch that does not apply is no error here: its stage says so.
    public init(
        plan: Plan, series seriesPlan: SeriesPlan, access: Access, turn: Turn? = nil,
        environment: [String: String] = [:],
        announce: @escaping @Sendable (Event) -> Void = { _ in }
    ) throws {
        layout = SeriesLayout(plan: plan, series: seriesPlan)
        try Self.recover(layout, seriesPlan, access)
        let (loaded, repository) = try Self.load(seriesPlan, of: plan)
        series = loaded.series
        self.loaded = loaded
        self.repository = repository
        self.plan = plan
        self.seriesPlan = seriesPlan
        hostEnvironment = environment
        self.announce = announce
        self.turn = turn
        lock = access == .look ? nil : try SeriesLock(layout.lock, series: seriesPlan.name)
        store = BuildStore(layout: layout, keep: seriesPlan.keep)
        chain = try repository.makeStages(
            of: series, base: repository.tree(of: seriesPlan.base), options: seriesPlan.applyOptions)
        applied = try AppliedStage(layout: layout, repository: repository, series: series)
        if access == .change { try applied.finishMove() }
    }

    /// Takes a change of the series' files back that was cut off.
    private static func recover(_ layout: SeriesLayout, _ plan: SeriesPlan, _ access: Access) throws {
        let log = UndoLog(folder: layout.undo)
        guard access == .change, log.hasUnfinished else { return }
        let lock = try SeriesLock(layout.lock, series: plan.name)
        try withExtendedLifetime(lock) { try log.recover() }
    }

    /// Files are read before anything is made.
    private static func load(_ seriesPlan: SeriesPlan, of plan: Plan) throws -> (LoadedSeries, Repository) {
        var opened: Repository?
        func repository() throws -> Repository {
            let repository = try opened ?? Repository.openOrCreate(at: plan.repository.path)
            opened = repository
            return repository
        }
        let loaded = try LoadedSeries(seriesPlan, repository: repository)
        return (loaded, try repository())
    }

    /// How reports call a stage.
    public nonisolated func label(_ number: StageNumber) -> StageLabel {
        let patch = series.patch(of: number)
        return StageLabel(number: number, patch: patch?.name, feature: patch?.feature)
    }

    /// The stages of the series without some patches. What is made is the stages above the first of them.
    func chain(without patches: [Int]) throws -> StageChain {
        guard !patches.isEmpty else { return chain }
        if let known = otherChains[patches] { return known }
        let made = try repository.makeStages(
            of: series, without: patches.map { StageNumber($0) }, base: chain.base.tree,
            options: seriesPlan.applyOptions)
        otherChains[patches] = made
        return made
    }

    /// The stage, or why it is not there.
    func made(_ number: StageNumber) throws -> Result<Stage, StageProblem> {
        let chain = try chain(without: number.without)
        if let stage = chain[number] { return .success(stage) }
        let failure = chain.failure!
        let cause: StageProblem.Cause =
            failure.stage == number ? .doesNotApply(failure) : .notMade(after: failure.stage)
        return .failure(StageProblem(stage: number, cause: cause))
    }

    /// The stage, for a command that cannot do without it.
    func stage(_ number: StageNumber) throws -> Stage {
        switch try made(number) {
        case .success(let stage): return stage
        case .failure(let problem):
            // What is wrong with the patch that does not apply says more than that a later one was not tried.
            if case .notMade(let culprit) = problem.cause, case .failure(let first) = try made(culprit) {
                throw WorkbenchError.notMade(first)
            }
            throw WorkbenchError.notMade(problem)
        }
    }

    /// Runs `body`, which may bring the work tree to other stages, and brings it back to the stage that it held.
    func keepingApplied(_ body: () async throws -> Void) async throws {
        let before = (number: applied.number, tree: applied.tree)
        do {
            try await body()
        } catch {
            try? restore(before.number, before.tree)
            throw error
        }
        try restore(before.number, before.tree)
    }

    private func restore(_ number: StageNumber, _ tree: ObjectID?) throws {
        guard applied.number != number || applied.tree != tree, let stage = chain[number] else { return }
        try applied.move(to: stage, for: .running)
    }
}
