import ArgumentParser

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what changes between two stages.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The two stages, A..B.", completion: .stages) var range: String
    @Argument(help: "Only these files and folders, relative to the base tree.", completion: .workTreePaths)
    var paths: [String] = []

    func run() async throws {
        let workbench = try common.open(.look)
        let (from, to) = try workbench.series.pair(named: range)
        let diff = try workbench.workspace.diff(from, to, paths: paths)
        Output.patch(DiffColours(paint: common.paint).apply(to: diff))
    }
}
