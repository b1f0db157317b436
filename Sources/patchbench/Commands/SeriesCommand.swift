import ArgumentParser

struct SeriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series", abstract: "List the patches: number, name, flag, files, + and -, which are applied.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption

    func run() async throws {
        let report = try common.open(.look).workspace.seriesReport()
        guard format.form == .text else { return try format.show(report) { _ in [] } }
        if let cover = report.surroundings.coverLetter { Output.line(common.paint(.bold, cover.subject)) }
        Output.lines(SeriesListing(report: report, paint: common.paint, width: common.terminal.width).lines)
        PendingListing(surroundings: report.surroundings).print()
        SourceNotes(report.surroundings).print()
    }
}
