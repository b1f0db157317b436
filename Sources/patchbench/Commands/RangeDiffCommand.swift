import ArgumentParser
import Foundation
import Workbench

struct RangeDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "range-diff",
        abstract: "Compare two versions of a series, patch by patch, as git range-diff does.",
        discussion: """
            A version is a series of patchbench.yaml, or the path of a quilt folder, a mailbox or a mail. Each \
            patch is shown with its number in both versions and = for equal, ! for changed, < for dropped and > for \
            added; a changed one with the diff of the two patches, message included.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Option(
        help: ArgumentHelp(
            "What a patch without a partner costs, per cent of its lines; more pairs patches that differ more.",
            valueName: "percent"))
    var creationFactor = 60
    @Flag(name: [.customShort("s"), .customLong("no-patch")], help: "Only the list of patches.") var noPatch = false
    @Argument(help: ArgumentHelp("The older version.", valueName: "series-1")) var old: String
    @Argument(help: ArgumentHelp("The newer version.", valueName: "series-2")) var new: String

    func validate() throws {
        guard (0...1000).contains(creationFactor) else {
            throw ValidationError("--creation-factor must be 0 to 1000, not \(creationFactor).")
        }
    }

    func run() async throws {
        let source = try common.versionSource()
        let report = try RangeDiffReport(
            from: source.series(old), to: source.series(new), creationFactor: creationFactor)
        if json.isOn { return try JSONDocument.print(report) }
        RangeDiffListing(report: report, paint: common.paint).print(withDiffs: !noPatch)
    }
}
