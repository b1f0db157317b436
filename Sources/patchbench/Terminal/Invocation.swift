import Foundation
import Glibc
import Machine

/// What a command is run with, and where it writes. Nothing else here asks the process for its arguments, its
/// environment, its folder or its outputs, so that a test runs commands in its own process, beside one another.
///
/// It is bound to the task: code on a thread that is not the task's, such as one that announces progress, is given the
/// console instead.
struct Invocation: Sendable {
    /// Without the program's name.
    var arguments: [String]
    var environment: [String: String]
    /// Where relative paths begin.
    var folder: URL
    var console: any Console
    /// The descriptor of standard input.
    var input = STDIN_FILENO

    @TaskLocal static var current = Invocation.ofProcess

    static var ofProcess: Invocation {
        let environment = ProcessInfo.processInfo.environment
        return Invocation(
            arguments: Array(ProcessArguments.all.dropFirst()), environment: environment,
            folder: URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory),
            console: ProcessConsole(isPlain: PlainSigns.areWanted(environment)))
    }

    /// The folder that a path names.
    func folder(at path: String) -> URL {
        URL(filePath: path, directoryHint: .isDirectory, relativeTo: folder).absoluteURL
    }

    /// What follows `--`, which the parser takes for more of what stands before.
    var argumentsBehindTerminator: [String] {
        arguments.firstIndex(of: "--").map { Array(arguments[($0 + 1)...]) } ?? []
    }

    /// `patchbench -C DIR verb …`, as git has it, is `patchbench verb -C DIR …` to the parser.
    ///
    /// `-3`, the last three commits, is an option to it.
    var argumentsWithFolderMoved: [String] {
        let end = self.arguments.firstIndex(of: "--") ?? self.arguments.endIndex
        let takesCount = ["apply", "import"].contains { self.arguments[..<end].contains($0) }
        var arguments = self.arguments.enumerated().map { index, word in
            guard takesCount, index < end, word.hasPrefix("-"), let count = Int(word.dropFirst()), count > 0 else {
                return word
            }
            return "--max-count=\(count)"
        }
        guard arguments.count > 2, arguments[0] == "-C", !arguments[2].hasPrefix("-") else { return arguments }
        arguments.swapAt(0, 2)
        arguments.swapAt(1, 2)
        return arguments
    }
}
