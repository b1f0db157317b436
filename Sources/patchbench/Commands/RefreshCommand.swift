import ArgumentParser

struct RefreshCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Take what was changed in the work tree into the patch on top.",
        discussion: """
            Edits, removals, and new files that .gitignore does not name go into the patch. Its message and \
            everything of its diff that need not change stay byte for byte.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Into this patch below the one on top; the patches above it are merged.", valueName: "patch"),
        completion: .patches)
    var patch: String?
    @Argument(help: "Only these files and folders, relative to the base tree.", completion: .workTreePaths)
    var paths: [String] = []

    func run() async throws {
        let workbench = try common.open()
        guard let patch else { return try common.show(workbench.workspace.refresh(paths), json) }
        let number = try workbench.series.stage(named: patch)
        try common.show(workbench.workspace.refresh(paths, into: number), json)
    }
}
