import ArgumentParser
import PatchModel

struct ReorderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reorder",
        abstract: "Move patches, in the order given, where all of them still apply.",
        discussion: """
            They go to directly after a stage, or to the end of the series. `reorder 3 1 2 --after base` gives the \
            order of the first three.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "The patches, named as their stages are.", completion: .patches) var patches: [String]
    @Option(
        help: ArgumentHelp("The stage after which they go (default: the end).", valueName: "stage"), completion: .stages
    )
    var after: String?

    func run() async throws {
        let workbench = try common.open()
        let series = workbench.series
        var numbers: [StageNumber] = []
        for word in patches {
            let number = try series.stage(named: word)
            guard !numbers.contains(number) else { throw ValidationError("Patch \(number) is named twice.") }
            numbers.append(number)
        }
        let stage = try after.map(series.stage(named:))
        try common.show(workbench.workspace.reorder(numbers, after: stage), json)
    }
}
