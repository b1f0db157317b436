import ArgumentParser

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Build and test stages; prints a matrix of tests and stages.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var sandbox: SandboxOption
    @OptionGroup var stages: StagesArgument

    func run() async throws {
        let lines = { TestMatrix(report: $0, paint: common.paint).lines(width: common.terminal.width) }
        try await common.answer(json, sandbox: sandbox, lines: lines) { workbench in
            try await workbench.bench.test(stages.stages(of: workbench))
        }
    }
}
