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
    @Argument(help: "Only these files and folders, relative to the base tree.", completion: .workTreePaths)
    var paths: [String] = []

    func run() async throws { try common.show(common.open().workspace.refresh(paths), json) }
}
