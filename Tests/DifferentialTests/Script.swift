import Foundation
import PatchbenchTestSupport

/// A program of the trial failed, so that there is nothing to compare.
struct ProgramFailed: Error {
    let command: String
    let output: String
}

/// Runs a program in a folder, as the same user at the same place each time, and gives what it prints.
/// - Throws: `ProgramFailed`, where its status is not 0.
@discardableResult
func run(_ program: String, _ arguments: [String], in folder: String, input: [UInt8] = []) throws -> String {
    let person = ["NAME": "C O Mitter", "EMAIL": "committer@example.org"]
    let settings = [("gc.auto", "0"), ("maintenance.auto", "false"), ("core.quotePath", "true")]
    var environment = ["TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8", "QUILTRC": "/dev/null"]
    for (key, value) in person { environment["GIT_COMMITTER_\(key)"] = value }
    environment["GIT_CONFIG_COUNT"] = "\(settings.count)"
    for (index, (key, value)) in settings.enumerated() {
        environment["GIT_CONFIG_KEY_\(index)"] = key
        environment["GIT_CONFIG_VALUE_\(index)"] = value
    }
    let command = try Command.run(
        program, arguments, in: URL(filePath: folder), environment: environment, input: input)
    guard command.status == 0 else {
        throw ProgramFailed(command: "\(program) \(arguments)", output: command.text + command.errors)
    }
    return command.text
}

/// Runs one of the scripts beside these tests on a batch's folder.
@discardableResult
func runScript(_ name: String, _ arguments: String..., in folder: String, here: String = #filePath) throws -> String {
    let script = "\((here as NSString).deletingLastPathComponent)/Scripts/\(name)"
    return try run("sh", [script, folder] + arguments, in: folder)
}
