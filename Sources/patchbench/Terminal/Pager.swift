import Glibc
import Machine

/// What shows long output page by page on a terminal, chosen as by git (git-config(1), core.pager).
enum Pager {
    /// Verbs that print what one reads.
    private static let verbs: Set = [
        "annotate", "diff", "diffstat", "history", "interdiff", "log", "op", "range-diff", "series", "show",
    ]

    /// The command line; nil where the output goes to the terminal itself.
    static func command(for arguments: [String], environment: [String: String]) -> String? {
        guard let verb = arguments.first, verbs.contains(verb), environment["TERM"] != "dumb" else { return nil }
        let command = environment["PATCHBENCH_PAGER"] ?? environment["PAGER"] ?? "less"
        return command.isEmpty || command == "cat" ? nil : command
    }

    /// Runs `body` with standard output led to the pager, where that is a terminal.
    static func paging(
        _ invocation: Invocation, _ body: (Invocation) async -> Int32
    ) async -> Int32 {
        guard invocation.console.columns(of: .output) != nil,
            let command = command(for: invocation.argumentsWithFolderMoved, environment: invocation.environment)
        else { return await body(invocation) }
        // As git has it: colours are shown, and what fits on the screen is left there.
        let environment = ["LESS": "FRX", "LV": "-c"].merging(invocation.environment) { $1 }
        let pager = PipedProcess(command, takes: STDOUT_FILENO, environment: environment)
        let status = await body(invocation)
        pager?.finish()
        return status
    }
}
