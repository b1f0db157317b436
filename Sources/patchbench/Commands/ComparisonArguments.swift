import ArgumentParser
import Input
import Judging
import Outputs
import Workbench

struct ComparisonArguments: ParsableArguments {
    @Option(help: ArgumentHelp("So many rounds (default: until all verdicts are settled).", valueName: "n"))
    var rounds: Int?

    @Option(
        help: ArgumentHelp(
            "Measure no longer than this, such as 90s, 10m or 1h; builds do not count.", valueName: "time"))
    var budget: TimeSpan = TimeSpan(argument: "10m")!

    @Option(
        help: ArgumentHelp(
            "What counts as no change (default: as patchbench.yaml says, else 1%; of an exact count of instructions "
                + "0.001%).", valueName: "percent"))
    var margin: Percentage?

    @Option(help: ArgumentHelp("How sure all verdicts together must be.", valueName: "share"))
    var confidence: Double = 0.95

    @Option(
        help: ArgumentHelp(
            "The order of measurement follows from it (default: a random one, printed).", valueName: "seed"))
    var seed: UInt64?

    @Flag(help: "Go on with the latest run that asked the same, where it was stopped or its budget was spent.")
    var resume = false

    @Flag(help: "Take samples of earlier runs of the same builds over, where they agree with the new ones.")
    var reuse = false

    @Option(
        name: .customLong("metric"),
        help: ArgumentHelp(
            "Judge only these metrics, such as 'alloc(size>=1024)'; may be given again (default: as patchbench.yaml "
                + "says, else all).", valueName: "metric"), completion: .metrics)
    var metrics: [MetricPattern] = []

    @OptionGroup var rebuilds: RebuildsOption

    func validate() throws {
        if resume && seed != nil { throw ValidationError("--resume goes on in the order that the run was begun in.") }
        if reuse, rebuilds.choice ?? .times(1) != .times(1) {
            throw ValidationError("--reuse takes over rounds of one build of each stage; leave one of the two out.")
        }
        if let rounds, rounds < 1 { throw ValidationError("--rounds must be at least 1, not \(rounds).") }
        guard margin?.share ?? 1 > 0 else { throw ValidationError("--margin must be above 0.") }
        guard confidence > 0.5, confidence < 1 else {
            throw ValidationError("--confidence must be above 0.5 and below 1, not \(confidence).")
        }
    }

    func options(for workbench: Workbench) -> ComparisonOptions {
        var options = ComparisonOptions(
            length: rounds.map { .rounds($0) } ?? .untilSettled(budget: budget.duration), margin: margin?.share,
            confidence: confidence, seed: seed ?? UInt64.random(in: 0...999_999))
        options.resumes = resume
        options.reuses = reuse
        options.metrics = metrics
        options.countMargin = margin?.share ?? options.countMargin
        options.rebuilds = (rebuilds.choice ?? (reuse ? .times(1) : workbench.bench.rebuilds(for: options))).count
        return options
    }
}

extension Rebuilds {
    fileprivate var count: Int {
        switch self {
        case .times(let count): count
        case .eachRound: ComparisonOptions.eachRound
        }
    }
}

/// `90s`, `10m`, `1.5h`; a number alone is of seconds.
struct TimeSpan: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        guard let parts = argument.wholeMatch(of: /(\d+(?:\.\d+)?)\s*(s|m|min|h)?/), let count = Double(parts.1) else {
            return nil
        }
        let seconds: Double =
            switch parts.2 {
            case "m", "min": 60
            case "h": 3600
            default: 1
            }
        duration = .seconds(count * seconds)
    }

    var defaultValueDescription: String { duration.text }
}

extension Percentage: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
