import Foundation
import GitStore
import Input
import Judging
import PatchModel

/// The stages of one series, and which of them the work tree holds: what the workspace and the bench both stand on.
package final class Stages {
    package let plan: Plan
    package let seriesPlan: SeriesPlan
    let layout: SeriesLayout
    /// What was read with the series.
    let loaded: LoadedSeries
    package let repository: Repository
    let base: BaseTree
    /// Of the whole series.
    package let chain: StageChain
    let applied: AppliedStage
    /// The stage that the work tree holds, with the edits that it had when commands were to be run on it.
    var edited: Stage?
    /// Of the series without some patches, by those patches.
    private var otherChains: [[StageNumber]: StageChain] = [:]
    /// Stages that were made elsewhere, in place of those of the series.
    private let given: [StageID: (stage: Stage, flags: [FeatureFlag])]

    /// The series as its files say.
    package var series: Series { loaded.series }

    /// Reads the series and makes its stages: objects of the repository, which no ref names yet. Files are read before
    /// anything is made.
    init(_ plan: Plan, _ seriesPlan: SeriesPlan, _ layout: SeriesLayout, in store: StageRepository) throws {
        self.plan = plan
        self.seriesPlan = seriesPlan
        self.layout = layout
        given = [:]
        loaded = try LoadedSeries(seriesPlan, indexedIn: plan.repository.path, repository: store.open)
        repository = try store.open()
        let options = FolderOptions(
            leavesOutIgnored: seriesPlan.leavesOutIgnored, excluded: plan.ownPlaces.map(\.path))
        var base = try repository.tree(of: seriesPlan.base, start: loaded.start, options)
        base.notes += [seriesPlan.base.quiltNote(applying: loaded.series.patches.map(\.name))].compactMap(\.self)
        self.base = base
        chain = try repository.makeStages(
            of: loaded.series, base: base.tree, options: seriesPlan.applyOptions)
        applied = AppliedStage(of: base, layout: layout, series: loaded.series, chain: chain, in: repository)
    }

    /// The same stages, with other commands to build, test and measure them.
    init(_ stages: Stages, running seriesPlan: SeriesPlan) {
        plan = stages.plan
        given = stages.given
        self.seriesPlan = seriesPlan
        layout = stages.layout
        loaded = stages.loaded
        repository = stages.repository
        base = stages.base
        chain = stages.chain
        applied = stages.applied
    }

    /// Stages that were made elsewhere, of a series whose patches are not at hand.
    init(
        _ plan: Plan, _ seriesPlan: SeriesPlan, _ layout: SeriesLayout, given stages: GivenStages,
        in repository: Repository
    ) throws {
        (self.plan, self.seriesPlan, self.layout, self.repository) = (plan, seriesPlan, layout, repository)
        loaded = try LoadedSeries(empty: seriesPlan.name)
        let known = stages.stages.compactMap { entry in entry.stage.map { (stage: $0, flags: entry.flags) } }
        guard let first = known.first, known.count == stages.stages.count else { throw NodeError.badJob(layout.folder) }
        given = Dictionary(known.map { ($0.stage.number, $0) }) { $1 }
        base = stages.baseTree(first.stage.tree)
        chain = StageChain(stages: [first.stage])
        applied = AppliedStage(of: base, layout: layout, series: loaded.series, chain: chain, in: repository)
    }

    /// The flags that the patches of the stage carry, in their order.
    func features(at number: StageID) -> [FeatureFlag] {
        given[number]?.flags ?? series.features(at: number)
    }

    /// Lets refs name the stages. Only for who holds the series' lock.
    func publish() throws { try repository.publish(chain, of: seriesPlan.name) }

    /// How reports call a stage.
    package func label(_ number: StageID) -> StageLabel {
        let patch = series.patch(of: number)
        return StageLabel(
            number: number, patch: patch?.name, feature: patch?.feature, commit: patch?.commit,
            hasEdits: edited?.number == number)
    }

    package func label(_ number: StageNumber) -> StageLabel { label(number.id) }

    /// The stages of the series without some patches. What is made is the stages above the first of them.
    func chain(without patches: [StageNumber]) throws -> StageChain {
        guard !patches.isEmpty else { return chain }
        if let known = otherChains[patches] { return known }
        let made = try repository.makeStages(
            of: series, without: patches, base: chain.base.tree,
            options: seriesPlan.applyOptions)
        otherChains[patches] = made
        return made
    }

    /// The stage, or why it is not there.
    func made(_ number: StageID) throws -> Result<Stage, StageProblem> {
        if let edited, edited.number == number { return .success(edited) }
        if let known = given[number] { return .success(known.stage) }
        let chain = try chain(without: number.without)
        if let stage = chain[number] { return .success(stage) }
        let failure = chain.failure!
        let cause: StageProblem.Cause =
            failure.stage == number ? .doesNotApply(failure) : .notMade(after: failure.stage)
        return .failure(StageProblem(stage: number, cause: cause, start: RangeStart(loaded, chain)))
    }

    func stage(_ number: StageNumber) throws -> Stage { try stage(number.id) }

    /// The stage, for a command that cannot do without it.
    func stage(_ number: StageID) throws -> Stage {
        switch try made(number) {
        case .success(let stage): return stage
        case .failure(let problem):
            // What is wrong with the patch that does not apply says more than that a later one was not tried.
            if case .notMade(let culprit) = problem.cause, case .failure(let first) = try made(culprit) {
                throw StepError.notMade(first)
            }
            throw StepError.notMade(problem)
        }
    }
}

/// What works on the stages of a series.
protocol OnStages {
    var stages: Stages { get }
}

extension OnStages {
    var plan: Plan { stages.plan }
    var seriesPlan: SeriesPlan { stages.seriesPlan }
    var layout: SeriesLayout { stages.layout }
    var repository: Repository { stages.repository }
    var chain: StageChain { stages.chain }
    var applied: AppliedStage { stages.applied }
    package var series: Series { stages.series }
    package func label(_ number: StageID) -> StageLabel { stages.label(number) }
    package func label(_ number: StageNumber) -> StageLabel { stages.label(number) }
}
