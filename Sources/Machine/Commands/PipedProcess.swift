import Glibc

/// A program that gets what this process writes to an output, such as a pager.
public struct PipedProcess: Sendable {
    private let process: pid_t
    private let output: Int32

    /// Starts a command line for `sh -c`, and leads the output to it; nil where that cannot be.
    /// - Parameter environment: All of its variables.
    public init?(_ command: String, takes output: Int32, environment: [String: String]) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { for end in ends { close(end) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        var words = Self.strings(["sh", "-c", command])
        var variables = Self.strings(environment.map { "\($0.key)=\($0.value)" })
        defer { (words + variables).forEach { free($0) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/bin/sh", &actions, nil, &words, &variables) == 0 else { return nil }
        (self.process, self.output) = (process, output)
        dup2(ends[1], output)
    }

    private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }

    /// Ends what it is given, and waits for its end.
    public func finish() {
        close(output)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
}
