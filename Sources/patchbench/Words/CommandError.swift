import ArgumentParser
import Foundation

/// Turns errors into words, each with what to try next.
enum CommandError {
    /// The lines of one message as they are printed: the first with the program's name, the others indented.
    static func message(_ lines: [String]) -> String {
        "patchbench: " + lines.map { Array($0.utf8).printable }.joined(separator: "\n    ") + "\n"
    }
}
