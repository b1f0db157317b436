import Foundation
import PatchbenchTestSupport
import Synchronization

@testable import patchbench

extension Command {
    /// Runs the tool inside the tests' process, in a clean home.
    ///
    /// - Parameters:
    ///   - folder: Where it runs.
    ///   - environment: Added to that of all commands of tests.
    ///   - input: The descriptor of its standard input.
    ///   - columns: Of the terminal that both outputs are; nil: they are none.
    static func patchbench(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:], columns: Int? = nil,
        input: Int32 = STDIN_FILENO
    ) async throws -> Command {
        // No process could be started where there is no folder.
        _ = try folder.checkResourceIsReachable()
        let console = CapturedConsole(columns: columns)
        let status = await Patchbench.run(
            Invocation(
                arguments: arguments, environment: Self.environment(with: environment),
                folder: URL(filePath: folder.path, directoryHint: .isDirectory), console: console,
                input: input))
        return Command(status: status, output: console.output, errors: String(decoding: console.errors, as: UTF8.self))
    }

    /// Runs the built tool as a process of its own, which costs more: for what only a process has.
    static func product(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:]
    ) throws -> Command {
        // Linux counts the memory of the process that starts a program as the program's peak; a shell's is small.
        let words = ["-c", "\"$0\" \"$@\"; exit $?", Product.patchbench.path] + arguments
        return try run("sh", words, in: folder, environment: environment)
    }
}

extension Command {
    /// Starts the built tool, for a test that sends it signals.
    static func startProduct(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:],
        output: FileHandle = .nullDevice, errors: FileHandle = .nullDevice
    ) throws -> Process {
        let process = Process()
        process.executableURL = Product.patchbench
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = Self.environment(with: environment)
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return process
    }
}

/// Keeps what is written.
final class CapturedConsole: Console {
    private let columns: Int?
    private let written = Mutex<(output: [UInt8], errors: [UInt8])>(([], []))

    init(columns: Int? = nil) { self.columns = columns }

    var output: [UInt8] { written.withLock { $0.output } }
    var errors: [UInt8] { written.withLock { $0.errors } }

    func write(_ bytes: [UInt8], to stream: StandardStream) {
        written.withLock { written in
            switch stream {
            case .output: written.output += bytes
            case .errors: written.errors += bytes
            }
        }
    }

    func columns(of stream: StandardStream) -> Int? { columns }
}
