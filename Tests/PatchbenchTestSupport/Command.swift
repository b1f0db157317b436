import Foundation

/// A program run to its end, for reference answers (git, GNU patch) and for the tool itself.
public struct Command: Sendable {
    public let status: Int32
    public let output: [UInt8]
    public let errors: String

    public init(status: Int32, output: [UInt8], errors: String) {
        self.status = status
        self.output = output
        self.errors = errors
    }

    public var text: String { String(decoding: output, as: UTF8.self) }

    /// Runs `program`, looked for in PATH, in a clean home.
    ///
    /// - Parameters:
    ///   - folder: Where it runs.
    ///   - environment: Added to PATH, a fixed HOME and the C locale.
    ///   - input: What it reads on standard input.
    public static func run(
        _ program: String, _ arguments: [String], in folder: URL, environment: [String: String] = [:],
        input: [UInt8] = []
    ) throws -> Command {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = folder
        process.environment = Self.environment(with: environment)
        // Files, since a pipe that nobody empties in time would block the program.
        let files = try TemporaryFolder()
        try files.write(input, to: "in")
        try files.write([UInt8](), to: "out")
        try files.write([UInt8](), to: "err")
        process.standardInput = try FileHandle(forReadingFrom: files.file("in"))
        process.standardOutput = try FileHandle(forWritingTo: files.file("out"))
        process.standardError = try FileHandle(forWritingTo: files.file("err"))
        try process.run()
        process.waitUntilExit()
        return Command(
            status: process.terminationStatus, output: Array(try Data(contentsOf: files.file("out"))),
            errors: String(decoding: try Data(contentsOf: files.file("err")), as: UTF8.self))
    }

    /// PATH, a fixed HOME and the C locale, and what is added.
    public static func environment(with added: [String: String]) -> [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let fixed = ["PATH": path, "HOME": "/nonexistent", "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC"]
        return fixed.merging(added) { $1 }
    }

    /// Itself, if the program succeeded.
    @discardableResult public func expectSuccess() throws -> Command {
        guard status == 0 else { throw Failure(status: status, output: text, errors: errors) }
        return self
    }

    public struct Failure: Error {
        public let status: Int32
        public let output: String
        public let errors: String
    }
}
