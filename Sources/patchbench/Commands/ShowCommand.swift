import ArgumentParser

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a patch: its message and its diff.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The patch, named as its stage is.", completion: .patches) var patch: String

    func run() async throws {
        let workbench = try common.open(.look)
        let shown = try workbench.workspace.show(workbench.series.stage(named: patch))
        PatchListing(patch: shown, paint: common.paint).print()
    }
}
