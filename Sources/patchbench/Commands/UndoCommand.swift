import ArgumentParser

struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take back what the last command did, or the last N, to series, work tree or position.",
        discussion: """
            What was edited by hand since then stays; where both touch a file, nothing is done, and `op restore` \
            goes back to how things were at any time.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "How many commands.") var count: Int = 1

    func validate() throws { try checkCount(count) }

    func run() async throws { try common.show(common.open().workspace.undo(count), json) }
}

struct RedoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redo", abstract: "Do again what the last undo took back, or the last N.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "How many commands.") var count: Int = 1

    func validate() throws { try checkCount(count) }

    func run() async throws { try common.show(common.open().workspace.redo(count), json) }
}

private func checkCount(_ count: Int) throws {
    guard count > 0 else { throw ValidationError("The number of commands must be at least 1, not \(count).") }
}
