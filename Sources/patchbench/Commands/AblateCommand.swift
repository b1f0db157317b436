import ArgumentParser
import PatchModel

struct AblateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ablate", abstract: "Measure the series without each patch in turn: what each is worth last.",
        discussion: """
            The top is compared with the top without each patch, in the same rounds, and each patch also with the \
            stage before it; the interaction is by how much the two effects differ. All verdicts are judged together. \
            Patches that others need are named with the hunk that binds them.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var on: OnOption
    @OptionGroup var comparison: ComparisonArguments
    @OptionGroup var measuring: MeasuringOptions
    @Flag(inversion: .prefixedNo, help: "Measure each patch in its place, too.") var inPlace = true
    @Flag(help: "Only say which patches can be left out; nothing is built.") var dryRun = false
    @Argument(
        help: ArgumentHelp("Patches, named as their stages are (default: all).", valueName: "patches"),
        completion: .patches)
    var words: [String] = []

    func run() async throws {
        if dryRun { return try showBindings() }
        let lines = { AblationListing(report: $0, width: common.terminal.width).lines }
        let changes = on.changed(measuring.changes(for: comparison.metrics))
        try await common.answer(format, changes, lines: lines) { workbench in
            try await workbench.bench.ablate(
                patches(of: workbench.series), isInPlace: inPlace, options: comparison.options(for: workbench))
        }
    }

    /// In the order of the series, each once.
    private func patches(of series: Series) throws -> [StageNumber] {
        words.isEmpty ? Array(series.stages.dropFirst()) : Set(try words.map(series.stage(named:))).sorted()
    }

    private func showBindings() throws {
        let workbench = try common.open(.look)
        let patches = try patches(of: workbench.series)
        let needed = try workbench.bench.bindings(of: patches)
        if format.form == .json { return try JSONDocument.print(["needed": needed]) }
        let listing = BindingListing(
            patches: patches.map(workbench.label), needed: needed, width: common.terminal.width)
        (listing.lines + listing.others).forEach { Output.line($0) }
    }
}
