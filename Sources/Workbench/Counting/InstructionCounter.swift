import Foundation
import Machine
import Outputs

/// What counts the instructions that a command, and all that it starts, execute in user space.
public enum InstructionCounter: String, Sendable {
    /// The machine's own counter, which the kernel reads.
    case perf
    /// Valgrind's, which runs a program 20 to 50 times slower, and tells functions apart.
    case callgrind

    /// That of the machine, else callgrind, else nil.
    static func find(
        _ environment: [String: String], _ runner: any CommandRunning, on machine: SystemFiles = SystemFiles()
    ) async throws -> InstructionCounter? {
        let path = SearchPath(environment)
        if path.has("perf"), try await hasCounter(environment, runner, machine) { return .perf }
        return path.has("valgrind") ? .callgrind : nil
    }

    /// Whether `perf` gives a number, which the kernel, or whoever runs the machine, may forbid.
    private static func hasCounter(
        _ environment: [String: String], _ runner: any CommandRunning, _ machine: SystemFiles
    ) async throws -> Bool {
        guard !machine.text("/sys/bus/event_source/devices/cpu/type").isEmpty else { return false }
        let scratch = try CountingScratch()
        let outcome = try await runner.run(
            ShellCommand(
                text: InstructionCounter.perf.commandLine(running: "true", into: scratch.folder),
                directory: scratch.folder, environment: environment, limit: .seconds(10),
                output: scratch.folder.appending(path: "out", directoryHint: .notDirectory)))
        return outcome.isSuccess && (try? InstructionCounter.perf.read(scratch.folder)) != nil
    }

    /// A command line that runs another one, and leaves the counts in a folder.
    func commandLine(running text: String, into folder: URL) -> String {
        let shell = "/bin/sh -c \(Self.quoted(text))"
        let place = folder.path
        switch self {
        case .perf:
            return "exec perf stat -x, -e instructions:u -o \(Self.quoted(place + "/perf")) -- \(shell)"
        case .callgrind:
            let files =
                "--callgrind-out-file=\(Self.quoted(place + "/counts.%p"))"
                + " --log-file=\(Self.quoted(place + "/log.%p"))"
            return "exec valgrind --tool=callgrind --trace-children=yes --cache-sim=no \(files) \(shell)"
        }
    }

    /// What was left there of a command that has ended.
    func read(_ folder: URL) throws(BadCount) -> CommandCount {
        switch self {
        case .perf:
            let text = LogFile(folder.appending(path: "perf", directoryHint: .notDirectory)).text
            return CommandCount(instructions: try PerfStat.instructions(in: text))
        case .callgrind: return try CommandCount(callgrind: folder)
        }
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}

/// The instructions of a command.
struct CommandCount: Sendable {
    var instructions: UInt64
    /// By function; nil where the counter cannot tell.
    var profile: InstructionProfile?
    /// Programs that were run and not counted, or that could not be run because they were counted.
    var uncounted: [String] = []
}

extension CommandCount {
    /// Sums the processes. One that was killed leaves a log, and no count.
    fileprivate init(callgrind folder: URL) throws(BadCount) {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        var whole = InstructionProfile()
        for name in names where name.hasPrefix("counts.") {
            let file = folder.appending(path: name, directoryHint: .notDirectory)
            // One that ended before it did anything leaves a file without costs.
            guard let reader = try? CallgrindReader.read(.file(file)) else { continue }
            whole.add(reader.profile)
        }
        guard whole.total > 0 else { throw .noProfile }
        self.init(instructions: whole.total, profile: whole)
        for name in names where name.hasPrefix("log.") {
            let log = ValgrindLog.read(LogFile(folder.appending(path: name, directoryHint: .notDirectory)).text)
            uncounted += log.refused
            if !names.contains("counts." + name.dropFirst(4)), let command = log.command { uncounted.append(command) }
        }
    }
}
