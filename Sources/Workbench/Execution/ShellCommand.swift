import Foundation

/// A command line for `sh -c`, and where, with what and for how long it runs.
struct ShellCommand: Sendable {
    var text: String
    var directory: URL
    /// The whole environment of the command.
    var environment: [String: String]
    /// After this the command and everything that it started are stopped.
    var limit: Duration
    /// The file that takes standard output, and standard error too where `errors` is nil.
    var output: URL
    /// The file that takes standard error.
    var errors: URL?
    /// Adds to the files instead of replacing them.
    var appends = false
    /// What it, and all that it starts, may run on; nil: whatever this process may.
    var cpus: CPUSet?
}

/// How a command ended.
public enum CommandOutcome: Sendable, Equatable {
    case exited(status: Int32)
    case killed(signal: Int32)
    case timedOut(after: Duration)
    /// The tool itself was told to stop.
    case interrupted

    var isSuccess: Bool { self == .exited(status: 0) }
}
