import Foundation

/// A program run to its end, with what it cost, its own children included.
public struct Child: Sendable {
    public struct Failed: Error {
        public let command: [String]
        public let status: Int32
    }

    public let command: [String]
    /// As wait(2) gives it.
    public let status: Int32
    /// Seconds.
    public let wall: Double
    public let cpu: Double
    /// Of the largest of its processes, in megabytes.
    public let memory: Double

    public func check() throws {
        if status != 0 { throw Failed(command: command, status: status) }
    }

    /// Runs a command in a folder, without the user's settings; what it says on standard error goes to ours, where no
    /// file takes it.
    public static func run(
        _ command: [String], in folder: String = ".", input: String = "/dev/null", output: String = "/dev/null",
        errors: String? = nil
    ) throws -> Child {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        if let errors {
            posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        }
        // env(1) changes the folder and becomes the command.
        let whole = ["env", "-C", folder] + command
        var arguments: [UnsafeMutablePointer<CChar>?] = whole.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        let start = ContinuousClock.now
        var process: pid_t = 0
        let code = posix_spawnp(&process, whole[0], &actions, nil, &arguments, &variables)
        guard code == 0 else { throw Failed(command: command, status: code) }
        var (status, usage) = (Int32(0), rusage())
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        return Child(
            command: command, status: status, wall: (.now - start) / .seconds(1),
            cpu: usage.ru_utime.seconds + usage.ru_stime.seconds, memory: Double(usage.ru_maxrss) / 1024)
    }

    /// What a command that must succeed prints, without the blanks around it.
    public static func output(of command: [String], in folder: String = ".") throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try run(command, in: folder, output: file.path).check()
        return try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static let environment: [String: String] = {
        let settings = ["gc.auto": "0", "maintenance.auto": "false", "advice.detachedHead": "false"]
        var variables = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
            "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "QUILTRC": "/dev/null", "TMPDIR": NSTemporaryDirectory(),
            "GIT_COMMITTER_NAME": "Dev", "GIT_COMMITTER_EMAIL": "dev@example.org",
            "GIT_CONFIG_COUNT": "\(settings.count)",
        ]
        for (index, (key, value)) in settings.enumerated() {
            variables["GIT_CONFIG_KEY_\(index)"] = key
            variables["GIT_CONFIG_VALUE_\(index)"] = value
        }
        return variables
    }()
}

extension timeval {
    fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
