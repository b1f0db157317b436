import ArgumentParser
import Workbench

struct RebaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebase",
        abstract: "Put the series on another base, which patchbench.yaml names from then on.",
        discussion: """
            What the new base has already leaves the series, and is named. A patch that does not apply is merged; \
            where that leaves conflicts the work tree holds the merge: put it in order, then --continue.

            Exit status 1 where it stopped.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Flag(name: .customLong("continue"), help: "Take the merge into its patch, and go on.") var goesOn = false
    @Flag(help: "Leave the patch out that does not merge, and go on.") var skip = false
    @Flag(help: "Take all of it back, and what was made of a conflict.") var abort = false
    @Argument(help: ArgumentHelp("A revision of the base's repository, or a folder.", valueName: "rev"))
    var revision: String?

    func validate() throws {
        guard [goesOn, skip, abort, revision != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("Give a revision, or one of --continue, --skip and --abort.")
        }
    }

    func run() async throws {
        if abort { return try common.show(common.open().workspace.abortRebase(), json) }
        let report = try rebased()
        try common.show(report, json) { RebaseListing(report: $0).lines }
        if report.stop != nil { throw ExitStatus.fellShort }
    }

    private func rebased() throws -> RebaseReport {
        if let revision { return try common.open().workspace.rebase(onto: revision, from: common.folder) }
        try finishMerge()
        return try common.open().workspace.finishRebase()
    }

    private func finishMerge() throws {
        let workbench = try common.open()
        let workspace = workbench.workspace
        if skip {
            try workspace.skipMerge()
        } else if workspace.waitingRebase.isThere, workspace.waitingRebase.isMerging {
            _ = try workspace.refresh()
        }
        // It goes before the series is opened anew.
        withExtendedLifetime(workbench) {}
    }
}
