import Foundation
import Input
import Machine
import PatchModel
import PatchbenchTestSupport
import Synchronization

@testable import Workbench

/// A series of four patches whose stages hold the values 10, 8, 8, 4 and 4 in `value`, worked on without a process: the
/// bench command prints the value of the folder that it runs in.
struct ScriptedProject {
    static let values = [10, 8, 8, 4, 4]

    let folder: TemporaryFolder
    let clock = ScriptedClock()

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("10\n", to: "base/value")
        try folder.write("", to: "base/log")
        for (number, pair) in zip(Self.values, Self.values.dropFirst()).enumerated() {
            let name = "p\(number + 1).patch"
            let change =
                pair.0 == pair.1
                ? "--- a/log\n+++ b/log\n@@ -0,0 +1 @@\n+line\n"
                : "--- a/value\n+++ b/value\n@@ -1 +1 @@\n-\(pair.0)\n+\(pair.1)\n"
            let later = number == 3 ? "--- a/log\n+++ b/log\n@@ -1 +1 @@\n-line\n+other\n" : change
            try folder.write("patch \(number + 1)\n\n\(later)", to: "patches/\(name)")
        }
        try folder.write("p1.patch\np2.patch\np3.patch\np4.patch\n", to: "patches/series")
        try write()
    }

    /// Writes the plan.
    func write(bench: String = "bench", keep: String = "keep: value") throws {
        try folder.write(
            """
            series:
              s:
                base: base
                patches: patches
                build: build
                \(keep)
                test: test
                bench: \(bench)
                limits: {build: 11, test: 12, bench: 13}

            """, to: "patchbench.yaml")
    }

    /// What the commands do where a test has nothing else in mind.
    static func usual(_ command: ShellCommand) -> ScriptedRunner.Answer {
        switch command.text {
        case "bench": ScriptedRunner.Answer(metric(value(of: command)))
        case "test": ScriptedRunner.Answer("1..1\n\(value(of: command) < 10 ? "ok" : "not ok") 1 low\n")
        default: ScriptedRunner.Answer()
        }
    }

    static func metric(_ value: Int) -> String {
        #"{"metric":"m","unit":"count","value":\#(value),"better":"less"}"# + "\n"
    }

    static func value(of command: ShellCommand) -> Int {
        let text = try? String(contentsOf: command.directory.appending(path: "value"), encoding: .utf8)
        return text.flatMap { Int($0.split(separator: "\n")[0]) } ?? -1
    }

    func runner(_ answer: @escaping @Sendable (ShellCommand) -> ScriptedRunner.Answer = usual) -> ScriptedRunner {
        ScriptedRunner(clock, answer: answer)
    }

    func open(_ runner: ScriptedRunner) throws -> Workbench {
        let plan = try Plan.find(from: folder.url)
        return try Workbench(
            plan: plan, series: plan.series[0], access: .change, tools: BenchTools(runner: runner, clock: clock))
    }
}

extension ScriptedRunner {
    /// The stages that a command ran on, in its order.
    func stages(of text: String) -> [String] {
        commands.filter { $0.text == text }.map { $0.environment["PATCHBENCH_STAGE"] ?? "" }
    }
}
