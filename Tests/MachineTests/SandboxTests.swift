import Foundation
import Glibc
import PatchbenchTestSupport
import Testing

@testable import Machine

/// What commands may see and do in a sandbox, and how little they may take.
@Suite struct SandboxTests {
    private let folder: TemporaryFolder
    private let runner: any CommandRunning
    private let work: URL

    init() throws {
        folder = try TemporaryFolder()
        try folder.makeFolder("project/.patchbench/work")
        try folder.makeFolder("project/.patchbench/builds")
        try folder.makeFolder("home")
        try folder.write("mine\n", to: "home/secret")
        try folder.write("shown\n", to: "home/shown")
        try folder.write("there\n", to: "project/file")
        let home = folder.file("home").path
        let sandbox = Sandbox(
            state: folder.file("project/.patchbench").path, readable: [home + "/shown", folder.file("project").path],
            hidden: ["/tmp", home], environment: ["CHOSEN"])
        runner = ConfinedRunner.confine(CommandRunner(), sandbox, ConfinedRunner.Limits())
        work = folder.file("project/.patchbench/work")
    }

    /// - Returns: What the command printed, and its exit status.
    private func run(_ text: String, _ runner: (any CommandRunning)? = nil) async throws -> String {
        let output = self.folder.file("output-\(UUID().uuidString)")
        let environment = [
            "PATH": "/usr/bin:/bin:/usr/sbin", "HOME": self.folder.file("home").path, "CHOSEN": "1", "SECRET": "2",
            "PATCHBENCH_STAGE": "3",
        ]
        let outcome = try await (runner ?? self.runner).run(
            ShellCommand(
                text: text, directory: work, environment: environment, limit: .seconds(600), output: output))
        return LogFile(output).text + "\(outcome)"
    }

    static let works =
        (try? Command.run("bwrap", ["--ro-bind", "/", "/", "--unshare-all", "true"], in: URL(filePath: "/")))?.status
        == 0

    @Test(
        .enabled("bubblewrap works on this machine", { SandboxTests.works }),
        arguments: [
            ("echo made > file && cat file", "made\nexited(status: 0)"),
            ("cat ../../file; echo x > ../../file || echo refused", "there\n"),
            ("echo x > ../builds/x || echo refused", "refused\n"),
            ("echo x > /usr/x || echo refused", "refused\n"),
            ("cat $HOME/secret || echo hidden; cat $HOME/shown", "hidden\nshown\n"),
            ("ls -A /tmp; echo x > /tmp/x && echo own", "own\n"),
            ("echo $CHOSEN-$SECRET-$PATCHBENCH_STAGE", "1--3\n"),
            ("grep -c : /proc/net/dev", "1\n"),
            ("[ $(ls -d /proc/[0-9]* | wc -l) -lt 10 ] && echo few", "few\n"),
            ("kill -0 \(getpid()) || echo no such process", "no such process\n"),
            ("exit 3", "exited(status: 3)"),
        ] as [(String, String)]) func `the rest of the machine is out of reach`(
            _ command: String, _ printed: String
        ) async throws
    {
        let answer = try await run(command)
        #expect(answer.contains(printed), "\(answer)")
        #expect(try folder.text(of: "project/file") == "there\n")
        #expect(!folder.exists("project/.patchbench/builds/x"))
    }

    @Test(.enabled("bubblewrap works on this machine", { SandboxTests.works }))
    func `what a command left behind ends with it`()
        async throws
    {
        _ = try await run("setsid sleep 7654.321 & true")
        let list = try Command.run(
            "sh", ["-c", "grep -lsz '^7654[.]321$' /proc/[0-9]*/cmdline; true"], in: folder.url)
        #expect(list.text.isEmpty)
    }

    @Test(.enabled("bubblewrap works on this machine", { SandboxTests.works })) func `what it took counts inside`()
        async throws
    {
        let hungry = ShellCommand(
            text: "head -c 200000000 /dev/zero | tail -c 150000000 | wc -c", directory: work,
            environment: ["PATH": "/usr/bin:/bin"], limit: .seconds(600), output: folder.file("hungry"))
        let took = try #require(try await runner.measure(hungry).usage)
        #expect(LogFile(folder.file("hungry")).text == "150000000\n")
        // No machine moves that much in less; bwrap itself, which does not wait for the command, takes a few ms.
        #expect(took.cpuTime > 0.02)
    }

    @Test(arguments: ["sandbox", "none"]) func `memory is limited`(_ kind: String) async throws {
        guard kind == "none" || Self.works else { return }
        let sandbox = kind == "none" ? nil : (runner as? ConfinedRunner)?.sandbox
        let limited = ConfinedRunner.confine(
            CommandRunner(), sandbox, ConfinedRunner.Limits(memory: 64 << 20, processes: 50))
        let command = "head -c 200000000 /dev/zero | tail -c 100000000 | wc -c"
        let answer = try await run(command, limited)
        #expect(!answer.contains("100000000"), "\(answer)")
        #expect(try await run("ulimit -v", limited).contains("65536\n"))
    }

    @Test func `where the program is not there, it is named with its package`() async throws {
        var none = try #require(runner as? ConfinedRunner)
        none.find = { _, _ in nil }
        let bare = none
        let error = await #expect(throws: MachineError.self) { try await run("true", bare) }
        guard case .noProgram("bwrap", package: "bubblewrap") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a folder outside of the state is not written`() {
        let sandbox = Sandbox(state: "/p/.patchbench", readable: ["/p"], hidden: ["/home"])
        #expect(
            sandbox.words("/usr/bin/bwrap", in: "/p").joined(separator: " ")
                == "/usr/bin/bwrap --ro-bind / / --tmpfs /home --dev /dev --proc /proc --ro-bind /p /p --unshare-all "
                + "--cap-drop ALL --new-session --die-with-parent --chdir /p --")
        #expect(sandbox.words("bwrap", in: "/p/.patchbench/s/work").contains("--bind"))
    }
}
