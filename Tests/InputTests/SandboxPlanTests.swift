import Foundation
import PatchbenchTestSupport
import Testing

@testable import Input

/// `sandbox:` and the limits beside those of time.
@Suite struct SandboxPlanTests {
    private func plan(_ line: String) throws -> SeriesPlan {
        let folder = try TemporaryFolder()
        try folder.makeFolder("base")
        try folder.makeFolder("patches")
        let text = "series:\n  s:\n    base: base\n    patches: patches\n    \(line)\n"
        return try PlanReader(file: folder.file("patchbench.yaml")).read(text: text).series[0]
    }

    @Test(
        arguments: [
            ("sandbox: true", SandboxPlan()), ("sandbox: false", nil), ("fuzz: 0", nil),
            (
                "sandbox: {environment: [CC, CFLAGS], read: [~/.cargo, /opt/x]}",
                SandboxPlan(environment: ["CC", "CFLAGS"], readable: ["~/.cargo", "/opt/x"])
            ),
            ("sandbox: {environment: CC}", SandboxPlan(environment: ["CC"])),
        ] as [(String, SandboxPlan?)]) func `what is let in is read`(_ line: String, _ expected: SandboxPlan?) throws
    {
        #expect(try plan(line).sandbox == expected)
    }

    @Test(arguments: [
        ("512M", 512 << 20), ("4G", 4 << 30), ("1k", 1024), ("4096", 4096),
    ]) func `memory is bytes, or has a unit`(_ text: String, _ bytes: Int) throws {
        let limits = try plan("limits: {memory: \(text), processes: 50}").limits
        #expect(limits.memory == bytes && limits.processes == 50)
        #expect(limits.test == .seconds(600))
    }

    @Test(arguments: [
        "sandbox: perhaps", "sandbox: {network: true}", "sandbox: {read: cargo}", "limits: {memory: much}",
        "limits: {memory: 0}", "limits: {memory: 99999999999T}", "limits: {memory: -1G}", "limits: {processes: -1}",
    ]) func `what is neither is an error`(_ line: String) {
        #expect(throws: InputError.self) { try plan(line) }
    }
}
