import Foundation
import Input
import Judging
import Machine
import Outputs
import PatchModel
import PatchbenchTestSupport
import Testing

@testable import Workbench

/// Claims that are held against other commands of the plan than those that test and measure.
@Suite struct ClaimedCommandsTests {
    private let project: ScriptedProject
    private let options = ComparisonOptions(length: .rounds(3), seed: 1)
    private let cpus = HostInfo.current().cpus + 1

    init() throws { project = try ScriptedProject() }

    private func claim(_ text: String, patch: Int) throws {
        let path = "patches/p\(patch).patch"
        let old = try project.folder.text(of: path)
        try project.folder.write(
            old.replacing("patch \(patch)\n", with: "patch \(patch)\n\nClaim: \(text)\n"), to: path)
    }

    /// `explore` finds something wrong as long as the value is above `clean`; `virtual` prints a tenth of it.
    private func runner(clean: Int) -> ScriptedRunner {
        let cpus = cpus
        return project.runner { command in
            let value = ScriptedProject.value(of: command)
            switch command.text {
            case "explore": return .init("TAP version 13\n1..1\n\(value > clean ? "not ok" : "ok") 1 race\n")
            case "export PATCHBENCH_CPUS=\(cpus); virtual":
                return .init(
                    #"{"metric":"virtual_m","parameters":{"cpus":\#(cpus)},"unit":"virtual cycles","#
                        + #""value":\#(value),"better":"less","conditions":{"cpus":\#(cpus),"exact":true}}"# + "\n")
            default: return ScriptedProject.usual(command)
            }
        }
    }

    private func findings(_ runner: ScriptedRunner) async throws -> [ClaimFinding] {
        try await project.open(runner).bench.claims(options: options).claims
    }

    private static let explored: [(clean: Int, patch: Int, verdict: ClaimVerdict)] = [
        (8, 1, .confirmed), (4, 3, .confirmed), (4, 1, .refuted), (8, 3, .refuted),
    ]

    @Test(arguments: explored) func `what was explored must be found before the patch, and not at it`(
        _ clean: Int, _ patch: Int, _ verdict: ClaimVerdict
    ) async throws {
        try project.write(keep: "keep: value\n    explore: {build: every, keep: value, test: explore}")
        try claim("explored race", patch: patch)
        let runner = runner(clean: clean)
        #expect(try await findings(runner).map(\.verdict) == [verdict])
        #expect(runner.stages(of: "explore") == ["\(patch - 1)", "\(patch)"])
        #expect(runner.stages(of: "every") == ["\(patch - 1)", "\(patch)"])
        #expect(runner.stages(of: "bench") == [] && runner.stages(of: "test") == [])
        // The same builds are not explored again, and a report finds what was.
        #expect(try await findings(runner).map(\.verdict) == [verdict])
        #expect(runner.stages(of: "explore").count == 2)
        _ = try await project.open(runner).bench.bench(.new([.base, StageID(1)], rounds: 3, seed: 1))
        #expect(try project.open(runner).bench.study(nil, options).claims.map(\.verdict) == [verdict])
    }

    @Test func `a scenario that nobody knows is not shown, and without commands to explore it is an error`()
        async throws
    {
        try claim("explored other", patch: 1)
        let runner = runner(clean: 8)
        await #expect(throws: InputError.self) { try await findings(runner) }
        try project.write(keep: "keep: value\n    explore: {build: every, keep: value, test: explore}")
        #expect(try await findings(runner).map(\.verdict) == [.notShown])
    }

    @Test func `claims of other CPUs are measured on virtual ones, where the plan has them`() async throws {
        try claim("m -20% on \(cpus) cpus", patch: 1)
        let runner = runner(clean: 0)
        #expect(try await findings(runner).map(\.verdict) == [.notHere])
        #expect(!runner.stages(of: "bench").isEmpty)
        try project.write(keep: "keep: value\n    virtual: {build: virtually, keep: value, bench: virtual}")
        let before = runner.stages(of: "bench").count
        let found = try await findings(runner)
        #expect(found.map(\.verdict) == [.confirmed])
        guard case .effects(_, _, let machine) = found[0].evidence else {
            Issue.record("\(found)")
            return
        }
        #expect(machine == .virtual(cpus: cpus))
        #expect(runner.stages(of: "bench").count == before)
        #expect(runner.stages(of: "virtually") == ["0", "1"])
    }
}
