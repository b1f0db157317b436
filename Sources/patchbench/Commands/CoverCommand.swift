import ArgumentParser
import Outputs

struct CoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cover", abstract: "Print the numbers of a run for a mail: before, after, change.",
        discussion: """
            Plain text of at most 75 columns, with what reviewers ask for below it. Nothing is measured: it is of the \
            latest run, from its first stage to its last.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var judging: JudgingOptions
    @Option(help: "list, table, lkp (as the kernel's test robot), benchstat or markdown.")
    var style: CoverTable.Style = .table
    @Option(help: ArgumentHelp("Only what this patch changed.", valueName: "patch")) var patch: String?
    @Option(
        name: .customLong("metric"),
        help: ArgumentHelp("Only these metrics; may be given again.", valueName: "metric"))
    var metrics: [MetricPattern] = []
    @Argument(help: ArgumentHelp("The number of the run (default: the latest that measured stages).", valueName: "run"))
    var number: Int?

    func run() async throws {
        let workbench = try common.open(.look)
        var options = judging.options
        options.metrics = metrics
        let study = try workbench.bench.study(number, options)
        let stage = try patch.map { try workbench.series.id(named: $0) }
        let cover = try study.pair(into: stage)
        CoverTable(study: study, before: cover.before, after: cover.after, effects: cover.effects).lines(style)
            .forEach { Output.line($0) }
    }
}

extension CoverTable.Style: ExpressibleByArgument {}
