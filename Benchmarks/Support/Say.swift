import Foundation

/// Prints a line at once, wherever it goes to.
public func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
