import ArgumentParser

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build stages; what was built before is not built again.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var sandbox: SandboxOption
    @OptionGroup var stages: StagesArgument

    func run() async throws {
        try await common.answer(json, sandbox: sandbox, lines: { BuildListing(report: $0).lines }) { workbench in
            try await workbench.bench.build(stages.stages(of: workbench))
        }
    }
}
