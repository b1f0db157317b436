import ArgumentParser

struct AppliedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "applied", abstract: "List the names of the patches that are applied, one a line.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try common.open(.look).workspace.seriesReport().applied.forEach { Output.line($0.text) }
    }
}
