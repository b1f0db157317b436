import ArgumentParser

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build stages; what was built before is not built again.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var stages: StagesArgument

    func run() async throws {
        let progress = ProgressLine(common.terminal)
        let workbench = try await common.openInTurn(progress)
        let report = try await workbench.bench.build(stages.stages(of: workbench))
        progress.clear()
        if json.isOn {
            try JSONDocument.print(report)
        } else {
            BuildListing(report: report).lines.forEach { Output.line($0) }
        }
        try Verdict(report).finish()
    }
}
