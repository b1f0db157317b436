import ArgumentParser
import Files
import Foundation
import Workbench

/// Where a verb's file goes: `-o FILE`, and `-` is standard output.
struct OutputOption: ParsableArguments {
    @Option(
        name: .shortAndLong, help: ArgumentHelp("The file or folder to write; - is standard output.", valueName: "path")
    )
    var output: String?
    @Flag(help: "Overwrite a file that is there.") var force = false

    var isStandard: Bool { output == "-" }

    /// Links, devices and pipes are written to.
    ///
    /// - Parameter isOurs: whether a file that is there may go.
    /// - Throws: `WorkbenchError.fileTaken`, and nothing is written.
    func write(_ bytes: [UInt8], to file: URL, isOurs: () -> Bool = { false }) throws {
        let target = try NamedFile(file.path)
        guard force || !target.isFile || isOurs() else { throw WorkbenchError.fileTaken(file) }
        try target.replace(with: bytes)
    }
}
