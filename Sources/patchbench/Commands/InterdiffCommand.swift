import ArgumentParser
import Workbench

struct InterdiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interdiff",
        abstract: "Show how the results of two versions of a patch differ.",
        discussion: """
            A patch is a file, a patch of the series (named as its stage is), or SERIES:PATCH. No tree is needed: \
            the answer covers as much of each file as the patches show. Where the two were made of different \
            contents, the diff of their diffs is shown instead.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: ArgumentHelp("The older version.", valueName: "patch-1")) var old: String
    @Argument(help: ArgumentHelp("The newer version.", valueName: "patch-2")) var new: String

    func run() async throws {
        let source = try common.versionSource()
        let report = try InterdiffReport(
            from: source.patch(old, in: common.series), to: source.patch(new, in: common.series))
        if json.isOn { return try JSONDocument.print(report) }
        InterdiffListing(report: report, paint: common.paint).print()
    }
}
