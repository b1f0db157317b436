import Foundation
import PatchbenchTestSupport
import Testing

@testable import Machine

@Suite struct CommandRunnerTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func command(_ text: String, limit: Duration = .seconds(60)) -> ShellCommand {
        ShellCommand(
            text: text, directory: folder.url, environment: ["PATH": "/usr/bin:/bin", "WORD": "plan"], limit: limit,
            output: folder.url.appending(path: "logs/out"), errors: folder.url.appending(path: "logs/err"))
    }

    private func run(_ command: ShellCommand) async throws -> CommandOutcome {
        try await CommandRunner(grace: .milliseconds(200)).run(command)
    }

    private func text(_ name: String) -> String { LogFile(folder.url.appending(path: "logs/\(name)")).text }

    @Test func `output and errors go to their files, in the folder and with the environment given`() async throws {
        #expect(try await run(command("echo $WORD $HOME; pwd; echo wrong >&2; cat")) == .exited(status: 0))
        #expect(text("out") == "plan\n\(folder.url.resolvingSymlinksInPath().path)\n")
        #expect(text("err") == "wrong\n")
    }

    @Test func `errors join the output where they have no file, and a second command can add to it`() async throws {
        var both = command("echo one; echo two >&2")
        both.errors = nil
        _ = try await run(both)
        both.text = "echo three"
        both.appends = true
        _ = try await run(both)
        #expect(text("out") == "one\ntwo\nthree\n")
    }

    @Test(arguments: [("exit 7", CommandOutcome.exited(status: 7)), ("kill -SEGV $$", .killed(signal: 11))])
    func `how a command ends is told`(_ text: String, _ outcome: CommandOutcome) async throws {
        #expect(try await run(command(text)) == outcome)
    }

    @Test func `past its limit a command is stopped with all that it started`() async throws {
        let limit = Duration.milliseconds(300)
        let text = "trap '' TERM; sleep 600 & echo $! > pid; sleep 600"
        #expect(try await run(command(text, limit: limit)) == .timedOut(after: limit))
        #expect(try !isAlive(pidIn: "pid"))
    }

    @Test func `what a command leaves running in the background is ended`() async throws {
        #expect(try await run(command("sleep 600 & echo $! > pid")) == .exited(status: 0))
        #expect(try !isAlive(pidIn: "pid"))
    }

    @Test(arguments: [
        "setsid sleep 600 & echo $! > pid",
        "env -i setsid sh -c 'echo $$ > pid; exec sleep 600' & sleep 0.3",
        "(setsid sh -c 'echo $$ > pid; trap \"\" TERM; sleep 600' &); sleep 0.3",
    ])
    func `F9: what has left the command's session ends with it`(_ text: String) async throws {
        #expect(try await run(command(text)) == .exited(status: 0))
        #expect(try !isAlive(pidIn: "pid"))
    }

    @Test func `F9: past its limit what has left the session ends, too`() async throws {
        let limit = Duration.milliseconds(400)
        let text = "setsid sh -c 'trap \"\" TERM; echo $$ > pid; sleep 600' & sleep 600"
        #expect(try await run(command(text, limit: limit)) == .timedOut(after: limit))
        #expect(try !isAlive(pidIn: "pid"))
    }

    @Test func `F9: a supervisor that is told to end ends its command`() async throws {
        #expect(try await run(command("echo $$ > pid; kill $PPID; sleep 600")) == .killed(signal: SIGTERM))
        #expect(try !isAlive(pidIn: "pid"))
    }

    @Test func `F2: a log is never written through a link`() async throws {
        try folder.makeFolder("logs")
        try folder.write("secret", to: "secret")
        for name in ["out", "err"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.file("logs/\(name)").path, withDestinationPath: folder.file("secret").path)
        }
        _ = try await run(command("echo new; echo new >&2"))
        #expect(try folder.text(of: "secret") == "secret" && folder.text(of: "logs/out") == "new\n")
    }

    @Test func `a cancelled task stops its command`() async throws {
        let task = Task { try await run(command("echo $$ > pid; sleep 600")) }
        while !FileManager.default.fileExists(atPath: folder.url.appending(path: "pid").path) {
            try await Task.sleep(for: .milliseconds(10))
        }
        task.cancel()
        #expect(try await task.value == .interrupted)
        #expect(try !isAlive(pidIn: "pid"))
    }

    @Test func `a folder that is not there is an error, not an outcome`() async throws {
        var wrong = command("true")
        wrong.directory = folder.url.appending(path: "nowhere")
        await #expect(throws: MachineError.self) { try await run(wrong) }
    }

    @Test func `the last lines of a log leave blank ones out`() throws {
        let file = folder.url.appending(path: "log")
        try Data(((0..<50_000).map { "line \($0)\n\n" }.joined()).utf8).write(to: file)
        #expect(LogFile(file).lastLines(2) == ["line 49998", "line 49999"])
    }

    /// A zombie has ended: only its parent has not asked yet.
    private func isAlive(pidIn file: String) throws -> Bool {
        let text = try String(contentsOf: folder.url.appending(path: file), encoding: .utf8)
        let pid = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
        return !status.contains(") Z ")
    }
}
