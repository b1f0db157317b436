import Foundation
import PatchModel

/// What a command did to a series, its work tree or the position in it, as the operation log has it.
public struct LoggedOperation: Sendable {
    public enum Kind: Sendable, Equatable {
        /// The first: how the series was found.
        case beginning
        /// A command.
        case command
        /// What was edited by hand since the operation before.
        case edits
        /// Took an operation back.
        case undo(Int)
        /// Made one again that was taken back.
        case redo(Int)
        /// Went back to how things were after an operation.
        case restore(Int)
        /// What a command left that was cut off, before it was taken back.
        case cutOff
    }

    /// From 0.
    public var number: Int
    public var kind: Kind
    /// What was done, in a few words.
    public var title: String
    /// The words of the command line, without the program's name.
    public var command: [String]
    /// Who did it, `name@host`.
    public var user: String
    public var date: Date
    /// The patch that was on top afterwards; nil at the base.
    public var patch: PatchName?
    /// Its number then.
    public var stage: StageNumber
}

/// Who runs a command, for the operation log.
public struct Caller: Sendable {
    public var name: String
    public var host: String
    /// The words of the command line, without the program's name.
    public var command: [String]

    public init(name: String = "unknown", host: String = "localhost", command: [String] = []) {
        self.name = name
        self.host = host
        self.command = command
    }
}

/// What an operation changed.
public struct OperationReport: Sendable {
    public var operation: LoggedOperation
    /// The one before; nil for the first.
    public var before: LoggedOperation?
    /// Unified diff of the series' own files.
    public var files: [UInt8]
    /// The edits in the work tree that it found, as a unified diff from what the position has.
    public var editsBefore: [UInt8]
    /// Those that it left.
    public var edits: [UInt8]
}
