import Foundation

/// Ends the program with the status that `body` makes of its arguments, or with 2 and the error.
public func runProgram(_ name: String, _ body: ([String]) throws -> Int32) -> Never {
    do {
        exit(try body(Array(CommandLine.arguments.dropFirst())))
    } catch {
        FileHandle.standardError.write(Data("\(name): \(error)\n".utf8))
        exit(2)
    }
}
