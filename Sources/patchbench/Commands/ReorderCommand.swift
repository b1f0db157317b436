import ArgumentParser
import PatchModel
import Workbench

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
        let stage = try after.map(workbench.series.stage(named:))
        try common.show(workbench.workspace.reorder(workbench.series.patches(named: patches), after: stage), json)
    }
}

struct FloatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "float",
        abstract: "Move patches, in the order given, to the top of those that are applied.",
        discussion: "Those that are not applied are pushed. `reorder` moves patches to any place.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "The patches, named as their stages are.") var patches: [String]

    func run() async throws {
        let workbench = try common.open()
        try common.show(workbench.workspace.float(workbench.series.patches(named: patches)), json)
    }
}

struct SinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sink",
        abstract: "Move patches (default: the one on top), in the order given, below all others.",
        discussion: "Those that are not applied are pushed. `reorder` moves patches to any place.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "The patches, named as their stages are.") var patches: [String] = []
    @Option(name: .shortAndLong, help: ArgumentHelp("To directly below this patch.", valueName: "patch"))
    var to: String?

    func run() async throws {
        let workbench = try common.open()
        let workspace = workbench.workspace
        var numbers = try workbench.series.patches(named: patches)
        if numbers.isEmpty {
            guard let top = workspace.top else { throw EditError.nothingApplied(series: workbench.series.name) }
            numbers = [top]
        }
        let target = try to.map(workbench.series.stage(named:))
        if let target, numbers.contains(target) { throw ValidationError("A patch cannot go below itself.") }
        try common.show(workspace.sink(numbers, before: target), json)
    }
}

extension Series {
    /// The patches that words name, each once.
    fileprivate func patches(named words: [String]) throws -> [StageNumber] {
        var numbers: [StageNumber] = []
        for word in words {
            let number = try stage(named: word)
            guard !numbers.contains(number) else { throw ValidationError("Patch \(number) is named twice.") }
            numbers.append(number)
        }
        return numbers
    }
}
