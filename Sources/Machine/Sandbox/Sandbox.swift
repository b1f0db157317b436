import Foundation

/// What a command sees and may change, where it is not trusted: bubblewrap's (bwrap(1)) words for it.
///
/// The system can be read and not be written, but for the command's own folder; the homes of users and what is
/// temporary are empty; there is no network; processes see only each other and end together.
public struct Sandbox: Sendable, Equatable {
    /// Folders in which a command runs that can be written: those below this one.
    package var state: String
    /// What in a hidden place can be read all the same.
    package var readable: [String]
    /// Folders that are empty inside.
    package var hidden: [String]
    /// Names of variables that a command is given, beside those that every one is.
    package var environment: Set<String>

    package init(state: String, readable: [String], hidden: [String], environment: Set<String> = []) {
        (self.state, self.readable, self.hidden, self.environment) = (state, readable, hidden, environment)
    }

    /// What stands before a command that runs in this folder: bwrap and its options.
    func words(_ bwrap: String, in folder: String, writing others: [String] = []) -> [String] {
        var words = [bwrap, "--ro-bind", "/", "/"]
        for folder in hidden { words += ["--tmpfs", folder] }
        words += ["--dev", "/dev", "--proc", "/proc"]
        for place in readable { words += ["--ro-bind", place, place] }
        for place in (folder.hasPrefix(state + "/") ? [folder] : []) + others { words += ["--bind", place, place] }
        return words + [
            "--unshare-all", "--cap-drop", "ALL", "--new-session", "--die-with-parent", "--chdir", folder, "--",
        ]
    }

    private static let kept: Set = [
        "HOME", "LANG", "LANGUAGE", "LOGNAME", "PATH", "SHELL", "TERM", "TZ", "USER",
    ]

    func isKept(_ variable: String) -> Bool {
        Self.kept.contains(variable) || environment.contains(variable) || variable.hasPrefix("LC_")
            || variable.hasPrefix("PATCHBENCH_")
    }
}
