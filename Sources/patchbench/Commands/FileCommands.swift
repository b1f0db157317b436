import ArgumentParser
import PatchModel
import Workbench

struct FilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files", abstract: "List the files that the patch on top, or PATCH, touches, one a line.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The patch, named as its stage is.") var patch: String?

    func run() async throws {
        let workbench = try common.open(.look)
        try workbench.workspace.files(of: stage(of: patch, workbench)).forEach { Output.line($0.description) }
    }
}

struct PatchesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patches", abstract: "List the patches, applied or not, that touch a file, one a line.")

    @OptionGroup var common: CommonOptions
    @Flag(
        name: [.customShort("v"), .customLong("marks")],
        help: "Mark them: + applied, = on top, blank not applied.")
    var hasMarks = false
    @Argument(help: ArgumentHelp("Files and folders, relative to the base tree.", valueName: "file"))
    var files: [String]

    func run() async throws {
        let workspace = try common.open(.look).workspace
        let top = workspace.top
        let lines = try workspace.patches(touching: files).map { row in
            let mark = row.number == top ? "= " : top.map { row.number < $0 } ?? false ? "+ " : "  "
            return (hasMarks ? mark : "") + row.name.text
        }
        Output.lines(lines)
    }
}

struct AnnotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotate", abstract: "Show each line of a file with the patch that wrote it, as quilt does.",
        discussion: """
            Before each line stands the number that its patch has in the list below the file; lines of the base have \
            none. A file that the patches rename is followed.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Option(
        name: .customShort("P"),
        help: ArgumentHelp("Up to this patch (default: the one on top).", valueName: "patch"))
    var patch: String?
    @Argument(help: "The file, relative to the base tree.") var file: String

    func run() async throws {
        let workbench = try common.open(.look)
        let annotated = try workbench.workspace.annotate(file, at: stage(of: patch, workbench))
        json.isOn ? try JSONDocument.print(annotated) : Output.patch(AnnotationListing(file: annotated).bytes)
    }
}

/// That of the patch on top where none is named; where none is applied, says so, as quilt does.
private func stage(of patch: String?, _ workbench: Workbench) throws -> StageNumber {
    if let number = try patch.map(workbench.series.stage(named:)) ?? workbench.workspace.top { return number }
    Output.error(CommandError.message(["no patch of \(workbench.series.name) is applied", "name one"]))
    throw ExitStatus.fellShort
}
