import ArgumentParser
import Files
import Foundation
import Machine
import PatchModel
import Workbench

struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Edit the message of a patch (default: the one on top), and with --diff its diff, in your editor.",
        discussion: """
            The editor is GIT_EDITOR, VISUAL, EDITOR or vi, the first that there is. What cannot be taken, such as a \
            diff whose counts are wrong, changes nothing, and what was typed stays in a file that is named. \
            Everything of the patch's file that was not edited stays byte for byte.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "The patch, named as its stage is.") var patch: String?
    @Flag(name: .shortAndLong, help: "The diff as well.") var diff = false
    @Option(name: .shortAndLong, help: "Take this message, and start no editor.") var message: String?

    func validate() throws {
        if message != nil, diff { throw ValidationError("--message takes the place of an editor; leave --diff out.") }
    }

    func run() async throws {
        let workbench = try common.open()
        let workspace = workbench.workspace
        guard let number = try patch.map(workbench.series.stage(named:)) ?? workspace.top else {
            throw EditError.nothingApplied(series: workbench.series.name)
        }
        if let message {
            let text = Array((message + "\n").utf8)
            return try common.show(workspace.edit(number, as: text, withDiff: false, file: "--message"), json)
        }
        let file = try workspace.draftPlace(of: number)
        try FileWriter.put(workspace.draft(of: number, withDiff: diff), at: file.path)
        try common.show(await keeping(file) { try await edited(number, file, workspace) }, json)
    }

    private func edited(_ number: StageNumber, _ file: URL, _ workspace: Workspace) async throws -> EditReport {
        try await Editor(environment: common.environment).edit(file, in: common.folder)
        let text = Array(try Data(contentsOf: file))
        return try workspace.edit(number, as: text, withDiff: diff, file: file.path)
    }

    /// Removes what was typed when it was taken, or is what it was; else says where it is.
    private func keeping(_ file: URL, _ body: () async throws -> EditReport) async throws -> EditReport {
        let before = try? Data(contentsOf: file)
        let result: EditReport
        do { result = try await body() } catch {
            guard let typed = try? Data(contentsOf: file), typed != before else {
                try? FileManager.default.removeItem(at: file)
                throw error
            }
            throw KeptDraft(file: file, reason: error)
        }
        try FileManager.default.removeItem(at: file)
        return result
    }
}

/// What a person typed was not taken; it is in the file.
struct KeptDraft: Error {
    let file: URL
    let reason: any Error
}
