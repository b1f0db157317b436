import ArgumentParser
import Files
import Foundation
import Input

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Let a plan that another user owns run its commands as you.",
        discussion: """
            Without this a plan of another user, or what is kept beside it, is refused. The folder is added to \
            patchbench/trusted in $XDG_CONFIG_HOME, or in ~/.config; to take it back, take its line out.
            """)

    @Argument(help: ArgumentHelp("The folder that holds patchbench.yaml.", valueName: "dir")) var directory = "."

    func run() throws {
        let folder = Invocation.current.folder(at: directory).resolvingSymlinksInPath()
        var trusted = TrustedFolders(environment: Invocation.current.environment)
        try trusted.add(folder)
        Output.line("trusted: \(folder.path)")
    }
}

/// The folders whose plans may run commands though another user owns them: a line each in a file of the user's own.
struct TrustedFolders {
    private let file: URL?
    private var lines: [String]

    init(environment: [String: String]) {
        let chosen = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = chosen ?? environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.config" : nil }
        let file = home.map { URL(filePath: $0).appending(path: "patchbench/trusted", directoryHint: .notDirectory) }
        let text = file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
        (self.file, lines) = (file, text.split(separator: "\n").map(String.init))
    }

    func contains(_ folder: URL) -> Bool { lines.contains(folder.resolvingSymlinksInPath().path) }

    mutating func add(_ folder: URL) throws {
        guard !contains(folder) else { return }
        // A line each.
        guard !folder.path.contains("\n") else { throw FileError(folder.path, "trust", errno: EINVAL) }
        guard let file else { throw FileError("$HOME/.config/patchbench/trusted", "write", errno: ENOENT) }
        lines.append(folder.path)
        try FileWriter.put(lines.map { $0 + "\n" }.joined().utf8, at: file.path, isSafe: true)
    }
}

extension Plan {
    /// Finds the plan, and refuses one of another user that is not trusted.
    static func findOwn(from folder: URL) throws(InputError) -> Plan {
        let plan = try Plan.find(from: folder)
        let trusted = TrustedFolders(environment: Invocation.current.environment)
        try plan.checkOwner(isTrusted: trusted.contains(plan.directory))
        return plan
    }
}
