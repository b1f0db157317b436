import ArgumentParser
import Outputs
import PatchModel
import Workbench

struct CoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cover", abstract: "Print the numbers of a run for a mail: before, after, change.",
        discussion: """
            Plain text of at most 75 columns, with what reviewers ask for below it. Nothing is measured: it is of the \
            latest run, from its first stage to its last. --in-place puts it into the patch's file, in its message \
            before the trailers, in place of what was put there before; `undo` takes it back.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var judging: JudgingOptions
    @Option(help: "list, table, lkp (as the kernel's test robot), benchstat or markdown.")
    var style: CoverTable.Style = .table
    @Option(help: ArgumentHelp("Only what this patch changed.", valueName: "patch")) var patch: String?
    @Option(help: ArgumentHelp("Put what this patch changed into its message.", valueName: "patch"))
    var inPlace: String?
    @Option(
        name: .customLong("metric"),
        help: ArgumentHelp("Only these metrics; may be given again.", valueName: "metric"))
    var metrics: [MetricPattern] = []
    @Argument(
        help: ArgumentHelp(
            "The number of the run, or a series for its latest (default: the latest that measured stages).",
            valueName: "run"))
    var chosen: RunName?

    func validate() throws {
        guard patch == nil || inPlace == nil else { throw ValidationError("--in-place names the patch already.") }
    }

    func run() async throws {
        let workbench = try common.open(inPlace == nil ? .look : .change, runOf: chosen)
        var options = judging.options
        options.metrics = metrics
        let study = try workbench.bench.study(chosen?.number, options)
        let stage = try (inPlace ?? patch).map { try workbench.series.id(named: $0) }
        let cover = try study.pair(into: stage)
        let lines = CoverTable(study: study, before: cover.before, after: cover.after, effects: cover.effects)
            .lines(style)
        guard let stage, inPlace != nil else { return lines.forEach { Output.line($0) } }
        EditListing(report: try workbench.workspace.describe(stage.number, with: lines, in: .numbers)).print()
    }
}

extension MessageBlock {
    /// Where the numbers stand in a message.
    static let numbers = MessageBlock(begin: "[numbers by patchbench]", end: "[end of numbers]")
}

extension CoverTable.Style: ExpressibleByArgument {}
