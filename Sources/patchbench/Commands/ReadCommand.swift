import ArgumentParser
import Foundation
import Input
import Machine
import Outputs

struct ReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Show what is read from the output of a benchmark or of tests, as JSON.",
        discussion: """
            Needs no patchbench.yaml: it is for writing one. Where the format is not named it is told from what is \
            there, as bench and test do. A folder is read as criterion leaves it. What cannot be read is among the \
            problems, with its line; then the exit status is 1.
            """)

    @Option(help: ArgumentHelp("One of \(Self.formats).", valueName: "format"))
    var format: String?

    @Option(
        help: ArgumentHelp(
            "A regular expression with a group (?<value>…) that picks the lines, as in patchbench.yaml; may be given "
                + "again.", valueName: "regex"))
    var pattern: [String] = []

    @Argument(help: ArgumentHelp("The file, or - for standard input.")) var file: String

    private static let formats = OutputFormat.named.map(\.name).joined(separator: ", ")

    func validate() throws {
        if format != nil, !pattern.isEmpty { throw ValidationError("a --pattern is a format; give one of the two.") }
        _ = try chosen()
    }

    func run() async throws {
        let reading = try read()
        try Task.checkCancellation()
        try reading.print()
        if !reading.problems.isEmpty { throw ExitStatus.fellShort }
    }

    private func read() throws -> OutputReading {
        if file == "-" { return try read(from: Invocation.current.input) }
        let place = Invocation.current.folder(at: file)
        guard place.exists else { throw InputError.noSource(place) }
        if place.isFolder { return OutputReading(criterion: place) }
        let path = URL(filePath: place.path, directoryHint: .notDirectory)
        if path.isRegularFile { return OutputReading(.file(path), as: try chosen()) }
        let pipe = try FileHandle(forReadingFrom: path)
        defer { try? pipe.close() }
        return try read(from: pipe.fileDescriptor)
    }

    private func read(from descriptor: Int32) throws -> OutputReading {
        let spooled = try SpooledInput(reading: descriptor)
        return try withExtendedLifetime(spooled) { OutputReading(.file(spooled.file), as: try chosen()) }
    }

    private func chosen() throws -> OutputFormat? {
        if !pattern.isEmpty { return .bench(.patterns(try pattern.map(Self.linePattern))) }
        guard let format else { return nil }
        guard let found = OutputFormat.named.first(where: { $0.name == format }) else {
            let names = OutputFormat.named.map(\.name)
            let choice = CommandError.choice(for: format, among: names)
            throw ValidationError("no format \u{201C}\(format)\u{201D}; \(choice)")
        }
        return found.value
    }

    private static func linePattern(_ text: String) throws -> LinePattern {
        do throws(LinePattern.Problem) {
            return try LinePattern(text)
        } catch {
            throw ValidationError("--pattern: " + error.text)
        }
    }
}
