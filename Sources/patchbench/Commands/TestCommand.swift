import ArgumentParser

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Build and test stages; prints a matrix of tests and stages.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var stages: StagesArgument

    func run() async throws {
        let progress = ProgressLine(common.terminal)
        let workbench = try await common.openInTurn(progress)
        let report = try await workbench.bench.test(stages.stages(of: workbench))
        progress.clear()
        if json.isOn {
            try JSONDocument.print(report)
        } else {
            TestMatrix(report: report, paint: common.paint).lines(width: common.terminal.width)
                .forEach { Output.line($0) }
        }
        try Verdict(report).finish()
    }
}
