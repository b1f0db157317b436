import ArgumentParser
import Input
import Judging
import Outputs
import PatchModel
import Statistics
import Workbench

struct BisectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bisect", abstract: "Find the patch that changed a metric or a test, with few runs and builds.",
        discussion: """
            A stage is built only when it is asked for, and one that cannot be built or run is gone around. After \
            every run the likeliest patches are shown. The command of --run ends as for git bisect run: 0 is good, \
            125 cannot be tested, 1 to 127 is bad. The test command finds the name of --test in PATCHBENCH_TEST.

            Exit status 1 where the search stays undecided.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var measuring: MeasuringOptions
    @OptionGroup var on: OnOption
    @Option(help: ArgumentHelp("The metric, such as 'alloc(size=4096)'.", valueName: "metric"), completion: .metrics)
    var metric: MetricPattern?
    @Option(help: ArgumentHelp("A test of the test command; it may be flaky.", valueName: "name")) var test: String?
    @Option(
        name: .customLong("run"), help: ArgumentHelp("A command that says good or bad.", valueName: "command"))
    var command: String?
    @Flag(help: "Find every change, not one.") var all = false
    @Option(help: ArgumentHelp("How sure an answer must be.", valueName: "share")) var confidence: Double = 0.95
    @Option(
        help: ArgumentHelp(
            "What counts as a change (default: 2% of a metric, 10% of the runs of a test).", valueName: "percent"))
    var minEffect: Percentage?
    @Option(help: ArgumentHelp("No more runs than this.", valueName: "n")) var maxRuns: Int = 1_000
    @Option(
        help: ArgumentHelp("Search no longer than this, such as 90s, 10m or 1h, builds included.", valueName: "time"))
    var budget: TimeSpan?
    @Option(
        name: .customLong("weight"),
        help: ArgumentHelp(
            "How likely a patch is to have made the change, the others being 1; may be given again.",
            valueName: "patch=weight"))
    var weights: [PatchWeight] = []
    @Option(help: ArgumentHelp("How likely each patch is: size, by the lines that it changes; or none, all alike."))
    var weightBy: PatchWeights.Basis = .none
    @Flag(help: "Where a merge is the answer, go on among the commits that it brings in.") var intoMerges = false
    @Flag(help: "Go on with the same search where it was stopped.") var resume = false
    @Argument(help: ArgumentHelp("Only the patches between two stages, A..B.", valueName: "range"))
    var range: String = ".."

    func validate() throws {
        guard goals.count == 1 else { throw ValidationError("Give one of --metric, --test and --run.") }
        guard confidence >= 0.5, confidence < 1 else {
            throw ValidationError("--confidence must be at least 0.5 and below 1, not \(confidence).")
        }
        if let minEffect, minEffect.share <= 0 { throw ValidationError("--min-effect must be above 0.") }
        guard maxRuns >= 1 else { throw ValidationError("--max-runs must be at least 1, not \(maxRuns).") }
    }

    private var goals: [SearchRequest.Goal] {
        [(metric ?? countMetric).map { .metric($0) }, test.map { .test($0) }, command.map { .command($0) }].compactMap {
            $0
        }
    }

    /// What is counted is what is looked for, where nothing else is named.
    private var countMetric: MetricPattern? {
        measuring.count.counts == true && test == nil && command == nil
            ? try? MetricPattern(reading: CommandMetric.instructions) : nil
    }

    func run() async throws {
        let width = common.terminal.width
        let lines = { SearchListing(report: $0, confidence: confidence, intoMerges: intoMerges, width: width).lines }
        let changes = on.changed(measuring.changes(for: metric.map { [$0] } ?? []))
        try await common.answer(format, changes, lines: lines) { workbench in
            let request = try request(of: workbench)
            return intoMerges
                ? try await workbench.bisectIntoMerges(request) : try await workbench.bench.bisect(request)
        }
    }

    private func request(of workbench: Workbench) throws -> SearchRequest {
        var request = SearchRequest(
            goal: goals[0], range: try workbench.series.range(named: range), minimumEffect: minEffect?.share)
        request.confidence = confidence
        request.exactEffect = minEffect?.share ?? InstructionCounting.tolerance
        request.findsAll = all
        request.maximumRuns = maxRuns
        request.resumes = resume
        request.budget = budget?.duration
        request.weights.basis = weightBy
        for weight in weights {
            request.weights.given[try weight.patch(in: request.range, of: workbench)] = weight.value
        }
        return request
    }
}

extension MetricPattern: ExpressibleByArgument {
    public init?(argument: String) {
        do { try self.init(reading: argument) } catch { return nil }
    }
}

extension PatchWeights.Basis: ExpressibleByArgument {}

/// `PATCH=WEIGHT`.
struct PatchWeight: ExpressibleByArgument {
    let word: String
    let value: Double

    init?(argument: String) {
        guard let mark = argument.lastIndex(of: "="), let value = Double(argument[argument.index(after: mark)...]),
            value > 0, value.isFinite
        else { return nil }
        word = String(argument[..<mark])
        self.value = value
    }

    func patch(in range: StageRange, of workbench: Workbench) throws -> StageNumber {
        let patch = try workbench.series.stage(named: word)
        guard range.from < patch, patch <= range.to else {
            throw ValidationError("Patch \(patch) of --weight does not lie in \(range).")
        }
        return patch
    }
}
