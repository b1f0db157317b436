import Foundation

/// A command line for `sh -c`, and where, with what and for how long it runs.
public struct ShellCommand: Sendable {
    package var text: String
    /// Programs that it is started by, with their arguments; the first is a path.
    package var launcher: [String] = []
    /// What it may write in a sandbox beside its own folder.
    package var writable: [URL] = []
    package var directory: URL
    /// The whole environment of the command.
    package var environment: [String: String]
    /// After this the command and everything that it started are stopped.
    package var limit: Duration
    /// The file that takes standard output, and standard error too where `errors` is nil.
    package var output: URL
    /// The file that takes standard error.
    package var errors: URL?
    /// Adds to the files instead of replacing them.
    package var appends = false
    /// What it, and all that it starts, may run on; nil: whatever this process may.
    package var cpus: CPUSet?
    /// Whether code, stack and heap come to lie at the same addresses in every run, where the kernel allows that.
    package var fixesAddresses = false

    package init(
        text: String, directory: URL, environment: [String: String], limit: Duration, output: URL, errors: URL? = nil,
        appends: Bool = false, cpus: CPUSet? = nil
    ) {
        self.text = text
        self.directory = directory
        self.environment = environment
        self.limit = limit
        self.output = output
        self.errors = errors
        self.appends = appends
        self.cpus = cpus
    }
}

/// How a command ended.
public enum CommandOutcome: Sendable, Equatable {
    case exited(status: Int32)
    case killed(signal: Int32)
    case timedOut(after: Duration)
    /// The tool itself was told to stop.
    case interrupted

    package var isSuccess: Bool { self == .exited(status: 0) }
}
