import ArgumentParser
import Foundation
import Workbench

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a first patchbench.yaml: what is found here, every line explained.")

    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory: String = "."

    func run() throws {
        let made = try ProjectInit(in: Invocation.current.folder(at: directory))
        try made.write(PlanTemplate(series: made.entries, buildSystem: made.buildSystem).text)
        Output.line("build: " + (made.buildFile.map { "found \($0)" } ?? "nothing found; write how a stage is built"))
        Output.line("series: " + (made.series.isEmpty ? "none found" : "found " + made.series.joined(separator: ", ")))
        if made.takesFolder {
            Output.line("stages have all files here, but patchbench.yaml, the patches and .patchbench")
        }
        if let note = made.quiltNote { Output.error("patchbench: \(note.text)\n") }
        Output.line("written to \(made.file.path); read it, then:")
        Output.line(made.series.isEmpty ? "patchbench import SOURCE" : "patchbench series")
    }
}
