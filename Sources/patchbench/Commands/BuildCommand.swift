import ArgumentParser

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build stages; what was built before is not built again.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var on: OnOption
    @OptionGroup var stages: StagesArgument

    func run() async throws {
        let lines = { BuildListing(report: $0, width: common.terminal.width).lines }
        try await common.answer(format, on.changed(), lines: lines) { workbench in
            try await workbench.bench.build(stages.stages(of: workbench))
        }
    }
}
