import ArgumentParser
import Foundation
import Input
import Workbench

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make any series a quilt series in patches/NAME, with an entry in patchbench.yaml.",
        discussion: """
            The base of the new series is that of the first one, of a range its start, or else the project as it \
            is: in a git repository its present commit. Without patchbench.yaml one is begun. How stages are built, \
            tested and measured is as the first series of the same tree has it, or as `init` finds it. A cover \
            letter and the list of pending patches in a mail of the -mm tree are kept beside the patches.
            """)

    @OptionGroup var source: SourceOptions
    @Option(help: "The series' name (default: made of the source's).")
    var name: String?
    @Option(
        help: ArgumentHelp("Its base: a folder, or a revision of the git repository here.", valueName: "folder|rev"))
    var base: String?
    @OptionGroup var json: JSONOption
    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory: String = "."

    func run() throws {
        let folder = Invocation.current.folder(at: directory).standardizedFileURL
        var request = ImportRequest(patches: try source.source(in: folder))
        request.name = name
        request.base = base.map { BaseSource(named: $0, in: folder) }
        request.strip = source.strip
        request.allowed = source.allowed
        request.limits = source.limits
        let hasTool = Tools.inPath
        request.commands = { folder in
            let found = try ProjectInit.buildSystem(in: folder, hasTool: hasTool)
            return found.map { PlanTemplate(series: [], buildSystem: $0).commandLines(explained: true) } ?? []
        }
        let report = try request.run(in: folder)
        if json.isOn { try JSONDocument.print(report) } else { ImportListing(report: report).print() }
        SourceNotes(report.surroundings).print()
    }
}
