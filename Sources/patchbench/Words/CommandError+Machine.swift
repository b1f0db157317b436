import Foundation
import Machine
import Results

extension CommandError {
    static func lines(for error: MachineError) -> [String] {
        switch error {
        case .cannotWrite(let file, let errno): ["cannot write \(file.path): \(String(cString: strerror(errno)))"]
        case .cannotStart(let command, let reason): ["cannot start `\(command)`: \(reason)"]
        case .noProgram(let name, let package):
            [
                "there is no \(name), without which commands cannot be confined; nothing was run",
                "install the package \(package): apt-get install \(package)",
            ]
        case .editorFailed(let command, let status):
            ["the editor `\(command)` ended with \(status); nothing was changed"]
        case .noSuchCPU(let cpus, let allowed):
            ["cannot pin to CPU \(cpus): there are \(allowed)", "choose among them with --pin or `pin:`"]
        }
    }

    static func lines(for error: ResultsError) -> [String] {
        switch error {
        case .database(let file, let reason):
            ["cannot use the results in \(file.path): \(reason)", "move the file away to begin anew"]
        case .newer(let file):
            [
                "\(file.path) was written by a newer patchbench, and nothing is read from it or written to it",
                "use that one, or move the file away to begin anew",
            ]
        case .foreign(let file, let missing):
            [
                "\(file.path) is not as patchbench made it: it has no \(missing), and nothing is written to it",
                "put back what was there, or move the file away to begin anew",
            ]
        }
    }
}
