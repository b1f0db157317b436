import Foundation
import PatchbenchTestSupport
import Testing

@testable import patchbench

/// A command has its arguments, environment, folder and outputs from its invocation alone.
@Suite struct InvocationTests {
    @Test func `what goes wrong is said on standard error, and the status says it, too`() async throws {
        let answer = try await SmallSeries().patchbench("goto", "4")
        #expect(answer.status == 2)
        #expect(answer.output.isEmpty)
        #expect(answer.errors.hasPrefix("patchbench: no stage 4: the last is 3"))
    }

    @Test func `help is no error`() async throws {
        let answer = try await SmallSeries().patchbench("series", "--help")
        #expect(answer.status == 0)
        #expect(answer.errors.isEmpty)
        #expect(answer.text.contains("USAGE: patchbench series"))
    }

    @Test func `commands side by side keep their folders, environments and outputs apart`() async throws {
        let all = try (0..<4).map { number in
            let small = try SmallSeries()
            try small.edit("base/value.txt") { $0 + "of \(number)\n" }
            return small
        }
        let answers = try await withThrowingTaskGroup(of: (Int, Command, Command).self) { group in
            for (number, small) in all.enumerated() {
                group.addTask {
                    try await small.patchbench("push").expectSuccess()
                    return (
                        number, try await small.patchbench("build", "\(number)"),
                        try await small.patchbench("-C", "base", "series")
                    )
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for (number, built, listed) in answers {
            #expect(built.text.contains("built in"), "\(built)")
            #expect(built.errors.contains("stage \(number)"))
            #expect(all[number].builds == ["\(number)"])
            #expect(listed.text.hasPrefix("> 1"))
            #expect(try all[number].folder.text(of: ".patchbench/small/work/value.txt").hasSuffix("of \(number)\n"))
        }
    }

    @Test func `progress is announced from any thread to the outputs of its command`() async throws {
        let answer = try await SmallSeries().patchbench("bench", "--rounds", "2", "--json")
        #expect(answer.errors.contains("round 1: 0 of 8 runs done\n"))
        #expect(answer.errors.contains("round 2: "))
        _ = try JSONSerialization.jsonObject(with: Data(answer.output))
    }

    @Test func `a terminal shows colours and one line of progress, no wider than it is`() async throws {
        let small = try SmallSeries()
        let place = small.folder.url
        let environment = ["BUILDS": small.folder.file("builds").path]
        let shown = try await Command.patchbench(["show", "1"], in: place, environment: environment, columns: 60)
        #expect(shown.text.contains("\u{1B}[32m+8\u{1B}[m"))
        let built = try await Command.patchbench(["build"], in: place, environment: environment, columns: 40)
        let lines = built.errors.split(separator: "\r\u{1B}[K")
        #expect(lines.first == "[1/4] building stage 0 (base)")
        #expect(lines.allSatisfy { $0.count < 40 })
        #expect(built.errors.hasSuffix("\r\u{1B}[K"))
        for quiet in [["TERM": "dumb"], ["NO_COLOR": "1"]] {
            let plain = try await Command.patchbench(["show", "1"], in: place, environment: quiet, columns: 60)
            #expect(!plain.text.contains("\u{1B}"))
        }
    }

    @Test func `a task that is cancelled ends its command as an interruption does`() async throws {
        let small = try SmallSeries()
        try small.edit("base/run.sh") {
            $0.replacing("bench)\n", with: "bench)\n    echo x >> \"$BUILDS.begun\"; sleep 600\n")
        }
        let command = Task { try await small.patchbench("bench", "--rounds", "3") }
        while !small.folder.exists("builds.begun") { try await Task.sleep(for: .milliseconds(5)) }
        command.cancel()
        let answer = try await command.value
        #expect(answer.status == 130)
        #expect(answer.errors.contains("interrupted; what was done until then is shown, and kept"))
        #expect(try small.folder.text(of: "builds.begun") == "x\n")
    }

    /// What only `Invocation`, the console, the pager and the full screen may ask the process for.
    @Test func `no other source asks the process`() throws {
        let sources = Product.packageRoot.appending(path: "Sources/patchbench", directoryHint: .isDirectory)
        let files = try #require(FileManager.default.enumerator(atPath: sources.path)).compactMap { $0 as? String }
        let homes: Set = [
            "Terminal/Invocation.swift", "Terminal/Console.swift", "Terminal/FullScreen.swift", "Terminal/Pager.swift",
            "Main.swift",
        ]
        for file in files where file.hasSuffix(".swift") && !homes.contains(file) {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            for name in [
                /CommandLine\.arguments/, /processInfo\.environment/, /currentDirectoryPath/, /\bexit\(/, /\bisatty\(/,
                /STD(?:OUT|ERR)_FILENO/, /FileHandle\.standard/, /URL\(filePath: directory/, /\bfputs\(/,
            ] {
                #expect(text.firstMatch(of: name) == nil, "\(file)")
            }
        }
        #expect(files.count > 50)
    }
}
