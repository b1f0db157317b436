import ArgumentParser

struct DropCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Take a patch out of the series, its file too, where the others still apply.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "The patch, named as its stage is.", completion: .patches) var patch: String

    func run() async throws {
        let workbench = try common.open()
        try common.show(workbench.workspace.drop(workbench.series.stage(named: patch)), json)
    }
}
