import ArgumentParser

struct DiffstatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diffstat",
        abstract: "Count what changes between two stages, as git diff --stat does; without a range, one row a patch.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Flag(help: "The form of the answer.") var form: DiffstatListing.Form = .stat
    @Argument(help: "The two stages, A..B.", completion: .stages) var range: String?

    func run() async throws {
        let workbench = try common.open(.look)
        let listing = DiffstatListing(form: form, paint: common.paint, width: common.terminal.width)
        if let range {
            let (from, to) = try workbench.series.pair(named: range)
            let diffstat = try workbench.workspace.diffstat(from, to)
            json.isOn ? try JSONDocument.print(DiffstatReport(diffstat)) : listing.print(diffstat)
        } else {
            let report = workbench.workspace.seriesReport()
            json.isOn ? try JSONDocument.print(report) : listing.print(report)
        }
    }
}

extension DiffstatListing.Form: EnumerableFlag {}
