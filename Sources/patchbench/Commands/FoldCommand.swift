import ArgumentParser

struct FoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fold",
        abstract: "Take a patch, applied or not, into the one on top.",
        discussion: "The message of the one on top stays; the other patch leaves the series.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "The patch, named as its stage is.", completion: .patches) var patch: String

    func run() async throws {
        let workbench = try common.open()
        try common.show(workbench.workspace.fold(workbench.series.stage(named: patch)), json)
    }
}
