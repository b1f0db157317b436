import Foundation
import Glibc
import Input
import Machine

/// What the plan's commands need.
extension MachineCheck {
    static func load(_ watch: MachineWatch) -> MachineCheck {
        MachineCheck(.load(cpus: watch.otherCPUs ?? 0), watch.isLoaded ? .caution : .good)
    }

    /// Below this many bytes builds and results may not be written, below that they may soon not be.
    private static let (scarceDisk, shortDisk) = (0.1 * 1_073_741_824, 1.0 * 1_073_741_824)

    static func disk(of folder: URL) -> MachineCheck? {
        var disk = statvfs()
        guard statvfs(folder.path, &disk) == 0 else { return nil }
        let free = Double(disk.f_bavail) * Double(disk.f_frsize)
        return MachineCheck(.disk(free: free), free < scarceDisk ? .wrong : free < shortDisk ? .caution : .good)
    }

    static func tools(of plan: SeriesPlan, path: SearchPath) -> MachineCheck {
        let commands = plan.build + [plan.test?.text, plan.trace, plan.bench?.text, plan.toolchain].compactMap(\.self)
        var names: [String] = []
        for name in commands.compactMap(program) where !names.contains(name) { names.append(name) }
        let missing = names.filter { !path.has($0) }
        return MachineCheck(.tools(names, missing: missing), missing.isEmpty ? .good : .wrong)
    }

    private static let builtins: Set = [
        ".", ":", "[", "cd", "command", "echo", "eval", "exec", "exit", "export", "false", "if", "for", "printf",
        "read", "set",
        "test", "time", "trap", "true", "ulimit", "umask", "unset", "until", "wait", "while", "!",
    ]

    /// The first program that a command line names, where that can be told from its text: none of the shell's own, none
    /// that a build makes.
    static func program(in command: String) -> String? {
        let words = command.split(whereSeparator: \.isWhitespace)
        guard let word = words.first(where: { $0.wholeMatch(of: /[A-Za-z_]\w*=\S*/) == nil }) else { return nil }
        guard word.wholeMatch(of: /[\w.+-]+;?/) != nil else { return nil }
        let name = String(word.prefix { $0 != ";" })
        return builtins.contains(name) ? nil : name
    }
}
