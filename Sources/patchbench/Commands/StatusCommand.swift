import ArgumentParser

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the patch on top, the edits in the work tree, what is next, what is wrong.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption

    func run() async throws {
        let report = try common.open(.look).workspace.status()
        try common.show(report, json) { StatusListing(report: $0, paint: common.paint).lines }
    }
}
