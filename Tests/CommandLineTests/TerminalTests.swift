import Foundation
import PatchbenchTestSupport
import Testing

/// The full-screen view on a real terminal, that of tmux.
@Suite(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
struct TerminalTests {
    /// A shell that tells how the tool ended, and whether the terminal is as it was.
    private static let script = """
        stty -g > before; "$TOOL" step; echo "status $?"; stty -g > after
        cmp before after && echo unchanged; sleep 60
        """

    private func start(_ environment: [String: String] = ["LC_ALL": "C.UTF-8"]) throws -> (SmallSeries, TmuxSession) {
        let small = try SmallSeries()
        let tool = ["TOOL": Product.patchbench.path, "BUILDS": small.folder.file("builds").path]
        let session = try TmuxSession(
            ["sh", "-c", Self.script], in: small.folder, environment: tool.merging(environment) { $1 })
        #expect(session.shows("small: 3 patches, 0 applied"))
        return (small, session)
    }

    @Test(
        arguments: [
            ("Q", "status 0"), ("q", "status 0"), ("C-c", "status 130"),
        ])
    func `the terminal is left as it was found`(key: String, status: String) throws {
        let (_, session) = try start()
        try session.press("j", key)
        #expect(session.shows("unchanged"), "\(session.text)")
        #expect(session.text.hasPrefix(status + "\nunchanged"), "\(session.text)")
    }

    @Test(
        arguments: [
            (SIGTERM, "status 130"), (SIGHUP, "status 130"), (SIGSEGV, "status 139"), (SIGABRT, "status 134"),
        ])
    func `the terminal is given back after a signal and a fault`(number: Int32, status: String) throws {
        let (_, session) = try start()
        try session.signal(number)
        #expect(session.shows("unchanged"), "\(session.text)")
        #expect(session.text.contains(status) && !session.text.contains("small:"), "\(session.text)")
    }

    @Test func `keys move, a resize is followed, and marks fill in while a test runs`() throws {
        let (small, session) = try start()
        try session.press("j")
        #expect(session.shows("1 0001-lower-the-value"))
        #expect(session.shows("value: lower it to 8"))
        try session.resize(columns: 130, rows: 30)
        #expect(session.shows("│ 1 0001-lower-the-value"))
        try session.press("T")
        #expect(session.shows(" 1 b✓"), "\(session.text)")
        #expect(small.builds == ["1"])
    }

    @Test func `a stage is gone to, and undo goes back`() throws {
        let (small, session) = try start()
        try session.press("G", ">")
        #expect(session.shows("3 applied"), "\(session.text)")
        #expect(try small.folder.text(of: ".patchbench/small/work/value.txt") == "the value is\n4\ncycles\n")
        try session.press("u")
        #expect(session.shows("took back: goto 0003-halve-the-value"), "\(session.text)")
    }

    @Test func `the shell is reached by ^Z, and fg comes back`() throws {
        let small = try SmallSeries()
        let session = try TmuxSession(
            ["sh", "-i"], in: small.folder,
            environment: ["LC_ALL": "C.UTF-8", "TOOL": Product.patchbench.path, "PS1": "$ ", "ENV": ""])
        try session.press("\"$TOOL\" step", "Enter")
        #expect(session.shows("small: 3 patches"))
        try session.press("C-z")
        #expect(session.shows("topped"), "\(session.text)")
        try session.press("fg", "Enter")
        #expect(session.shows("small: 3 patches"), "\(session.text)")
    }

    @Test func `without UTF-8 the screen is ASCII`() throws {
        let (_, session) = try start(["LC_ALL": "C"])
        try session.resize(columns: 130, rows: 30)
        #expect(session.shows("| the base"), "\(session.text)")
    }
}

/// A program on a terminal of tmux.
final class TmuxSession {
    private let folder: TemporaryFolder
    private let socket: TemporaryFolder

    static let isInstalled = (try? Command.run("tmux", ["-V"], in: URL(filePath: "/")))?.status == 0

    init(_ command: [String], in folder: TemporaryFolder, environment: [String: String]) throws {
        (self.folder, socket) = (folder, try TemporaryFolder())
        let variables = environment.sorted { $0.key < $1.key }.flatMap { ["-e", "\($0.key)=\($0.value)"] }
        try tmux(["new-session", "-d", "-x", "80", "-y", "24"] + variables + command)
    }

    deinit { _ = try? tmux(["kill-server"]) }

    @discardableResult
    private func tmux(_ arguments: [String]) throws -> String {
        // The server lives on; what it inherited of descriptors would keep a wait for the client from ending.
        let closing = """
            for file in /proc/$$/fd/*; do [ ${file##*/} -gt 2 ] && eval exec ${file##*/}'>&-'; done; exec tmux "$@"
            """
        return try Command.run(
            "bash", ["-c", closing, "tmux", "-u", "-f", "/dev/null", "-S", socket.file("socket").path] + arguments,
            in: folder.url
        ).expectSuccess().text
    }

    /// Names of keys as tmux has them.
    func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

    func resize(columns: Int, rows: Int) throws { try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"]) }

    /// What is on the terminal.
    var text: String { (try? tmux(["capture-pane", "-p"])) ?? "" }

    /// Waits until a text is on the terminal.
    /// - Returns: Whether it came within two minutes, which a machine that does much else may take.
    func shows(_ wanted: String) -> Bool {
        for _ in 0..<4_000 {
            if text.contains(wanted) { return true }
            usleep(30_000)
        }
        return false
    }

    /// Sends a signal to the program that the shell runs.
    func signal(_ number: Int32) throws {
        let shell = try tmux(["display-message", "-p", "#{pane_pid}"]).trimmingCharacters(in: .whitespacesAndNewlines)
        let children = try String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
        kill(try #require(children.split(separator: " ").first.flatMap { Int32($0) }), number)
    }
}
