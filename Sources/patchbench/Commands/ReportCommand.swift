import ArgumentParser
import Foundation
import Input
import Judging
import Machine
import Workbench

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write a run, its patches, tests, claims and searches as one HTML page.",
        discussion: """
            Nothing is measured: all of it is in the results database and in the stages. The page needs no network and \
            no file beside it, and reads without JavaScript. It is NAME-report.html unless -o names a file.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Print the values as one JSON document instead.") var json = false
    @Flag(help: "Open the page in the browser.") var open = false
    @Flag(
        help: """
            Compare two runs, RUN1 and RUN2: the page is of the second, with the first beside it. They may be of two \
            versions of a series.
            """)
    var compare = false
    @OptionGroup var judging: JudgingOptions
    @OptionGroup var output: OutputOption
    @Argument(
        help: ArgumentHelp(
            "The number of the run, or a series for its latest (default: the latest that measured stages).",
            valueName: "run"))
    var runs: [RunName] = []

    func validate() throws {
        guard runs.count == 2 || !compare else {
            throw ValidationError("--compare takes two runs: numbers of them, or series.")
        }
        guard runs.count < 2 || compare else { throw ValidationError("Give one run, or two with --compare.") }
    }

    func run() async throws {
        let workbench = try common.open(.look, runOf: runs.last)
        let study = try workbench.bench.study(runs.last?.number, judging.options)
        let earlier = compare ? try other(than: workbench) : nil
        if json { return try JSONDocument.print(study) }
        let page = Array(ReportPage(study: study, earlier: earlier).html.utf8)
        if output.isStandard { return Output.write(page) }
        let file = URL(filePath: output.output ?? "\(study.series)-report.html", relativeTo: common.folder)
            .standardizedFileURL
        try output.write(page, to: file) { ReportPage.isOne(file) }
        Output.line(file.path)
        if open { try browse(file) }
    }

    private func other(than workbench: Workbench) throws -> ReportPage.Earlier {
        let other = try common.open(.look, runOf: runs[0])
        let study = try other.bench.study(runs[0].number, judging.options)
        let isVersion = other.series.name != workbench.series.name
        return ReportPage.Earlier(
            study: study, versions: isVersion ? try RangeDiffReport(from: other.series, to: workbench.series) : nil)
    }

    private func browse(_ file: URL) throws {
        let browser = common.environment["BROWSER"] ?? "xdg-open"
        let reason = ProcessImage.replace(with: browser, [file.path])
        Output.error(
            CommandError.message([
                "\(browser) cannot be started: \(String(cString: strerror(reason)))", "open \(file.path) yourself",
            ]))
        throw ExitStatus.fellShort
    }
}

/// How a run is judged anew.
struct JudgingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What counts as no change (default: as patchbench.yaml says, else 1%).", valueName: "percent"))
    var margin: Percentage?
    @Option(help: ArgumentHelp("How sure all verdicts together are.", valueName: "share"))
    var confidence: Double = 0.95

    var options: ComparisonOptions {
        ComparisonOptions(length: .rounds(0), margin: margin?.share, confidence: confidence, seed: 0)
    }
}
