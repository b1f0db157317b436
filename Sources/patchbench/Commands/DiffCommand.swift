import ArgumentParser

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show the edits in the work tree, or what changes between two stages.")

    @OptionGroup var common: CommonOptions
    @Argument(
        help: ArgumentHelp(
            "Two stages, A..B (default: the edits); then only these files and folders, relative to the base tree.",
            valueName: "range|path"), completion: .workTreePaths)
    var words: [String] = []

    func run() async throws {
        let workbench = try common.open(.look)
        let hasRange = words.first.map { $0.contains("..") && !$0.contains("/") } ?? false
        let paths = Array(hasRange ? words.dropFirst() : words[...])
        let diff: [UInt8]
        if hasRange {
            let (from, to) = try workbench.series.pair(named: words[0])
            diff = try workbench.workspace.diff(from, to, paths: paths)
        } else {
            diff = try workbench.workspace.diffOfEdits(paths: paths)
        }
        Output.patch(DiffColours(paint: common.paint).apply(to: diff))
    }
}
