import ArgumentParser

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Take edits in the work tree back.",
        discussion: "`undo` brings them again; they stay in `op log`, too.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "Files and folders, relative to the base tree; . is everything.") var paths: [String]

    func run() async throws {
        try common.show(common.open().workspace.restore(paths), json) { report in
            report.edits.isEmpty ? ["nothing was edited there"] : ["took back"] + report.edits.map(\.line)
        }
    }
}
