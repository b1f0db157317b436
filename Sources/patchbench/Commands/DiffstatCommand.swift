import ArgumentParser

struct DiffstatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diffstat",
        abstract: "Count what changes between two stages, as git diff --stat does; without a range, one row a patch.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @Flag(help: "The form of the answer.") var form: DiffstatListing.Form = .stat
    @Argument(help: "The two stages, A..B.", completion: .stages) var range: String?

    func run() async throws {
        let workbench = try common.open(.look)
        let listing = DiffstatListing(form: form, paint: common.paint, width: common.terminal.width)
        if let range {
            let (from, to) = try workbench.series.pair(named: range)
            let diffstat = try workbench.workspace.diffstat(from, to)
            guard format.form == .text else { return try format.show(DiffstatReport(diffstat)) { _ in [] } }
            listing.print(diffstat)
        } else {
            let report = workbench.workspace.seriesReport()
            guard format.form == .text else { return try format.show(report) { _ in [] } }
            listing.print(report, files: workbench.workspace.touchedFiles)
        }
    }
}

extension DiffstatListing.Form: EnumerableFlag {}
