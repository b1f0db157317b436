import Foundation

/// The editor of a person, who looks at it: it has this process's terminal, and no limit.
public struct Editor: Sendable {
    /// For `sh -c`.
    private let command: String
    private let environment: [String: String]

    /// As git chooses it: `VISUAL` counts only where the terminal can show it.
    public init(environment: [String: String]) {
        self.environment = environment
        let isDumb = environment["TERM"].map { $0 == "dumb" } ?? true
        let named = ["GIT_EDITOR"] + (isDumb ? ["EDITOR", "VISUAL"] : ["VISUAL", "EDITOR"])
        command = named.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "vi"
    }

    /// Lets the person edit a file, and waits for the editor's end.
    ///
    /// - Throws: `MachineError.editorFailed` where it does not end with 0, `.cannotStart`.
    public func edit(_ file: URL, in folder: URL) async throws(MachineError) {
        let (command, environment) = (command, environment)
        let ending = await withCheckedContinuation { continuation in
            // A thread of its own: the wait blocks.
            Thread.detachNewThread {
                continuation.resume(returning: Self.run(command, environment, file.path, folder.path))
            }
        }
        guard let status = ending.status else {
            throw .cannotStart(command, reason: String(cString: strerror(ending.error)))
        }
        guard status == 0 else { throw .editorFailed(command, status: status) }
    }

    /// - Returns: the exit status, 128 and the signal's number where one ended it; nil with the error where it could
    ///   not be started.
    private static func run(
        _ command: String, _ environment: [String: String], _ file: String, _ folder: String
    ) -> (status: Int32?, error: Int32) {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // This process takes ^C for itself; the editor wants it back.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let script = "cd \"$1\" && shift && \(command) \"$@\""
        let arguments: [String] = ["/bin/sh", "-c", script, command, folder, file]
        let words = arguments.map { strdup($0) }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { (words + variables).forEach { free($0) } }
        var process: pid_t = 0
        let error = posix_spawn(&process, "/bin/sh", nil, &attributes, words + [nil], variables + [nil])
        guard error == 0 else { return (nil, error) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return (signal == 0 ? status >> 8 & 0xff : 128 + signal, 0)
    }
}
