import Foundation

/// Why the machine did not do what was asked of it.
public enum MachineError: Error, Sendable {
    /// The system's error number says why.
    case cannotWrite(URL, errno: Int32)
    case cannotStart(_ command: String, reason: String)
    /// A program that confines commands is not there; the package that has it.
    case noProgram(String, package: String)
    case editorFailed(_ command: String, status: Int32)
    /// Of the CPUs that a command is to be pinned to, not all are there.
    case noSuchCPU(CPUSet, allowed: CPUSet)
}
