import ArgumentParser

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Build and test stages; prints a matrix of tests and stages.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var on: OnOption
    @OptionGroup var stages: StagesArgument

    @Flag(help: "Run what patchbench.yaml has in `explore:` instead: every order of small programs, a row each.")
    var explore = false

    func run() async throws {
        let lines = { TestMatrix(report: $0, paint: common.paint).lines(width: common.terminal.width) }
        let changes = PlanChanges(commands: explore ? .exploring : .planned)
        try await common.answer(format, on.changed(changes), lines: lines) { workbench in
            try await workbench.bench.test(stages.stages(of: workbench))
        }
    }
}
