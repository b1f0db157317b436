import ArgumentParser

struct SeriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series", abstract: "List the patches: number, name, flag, files, + and -, which are applied.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption

    func run() async throws {
        let report = try common.open(.look).workspace.seriesReport()
        if json.isOn { return try JSONDocument.print(report) }
        if let cover = report.surroundings.coverLetter { Output.line(common.paint(.bold, cover.subject)) }
        SeriesListing(report: report, paint: common.paint).lines.forEach { Output.line($0) }
        PendingListing(surroundings: report.surroundings).print()
        SourceNotes(report.surroundings).print()
    }
}
