import BenchmarkSupport
import Foundation

/// What single commands take on a long series that has not changed: for a quilt folder, a mailbox and a range of
/// commits, beside quilt, StGit and git on the same patches.
struct CommandCosts {
    private let folder: CaseFolder
    private let work: String
    private var rows: [Row] = []

    private struct Row {
        let who: String
        let what: String
        let children: [Child]

        var cpu: Double { Self.median(children.map(\.cpu)) }
        var wall: Double { Self.median(children.map(\.wall)) }
        var memory: Double { Self.median(children.map(\.memory)) }

        private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    }

    init(_ folder: CaseFolder) throws {
        self.folder = folder
        work = "\(folder.path)/commands"
        try? FileManager.default.removeItem(atPath: work)
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    }

    /// What is limited; the others look at every file of the work tree, or print what a range of patches changes.
    private static let limit = 0.05
    private static let memoryLimit = 150.0
    private static let repetitions = 5

    /// - Returns: whether every limit was kept.
    mutating func run() throws -> Bool {
        for (kind, patches) in [
            ("quilt", "\(folder.path)/patches"), ("mailbox", "\(folder.path)/series.mbox"),
            ("git", "{git: \(folder.repository), range: base..tip}"),
        ] {
            try measure(kind, patches)
        }
        try measureGit()
        try measureQuilt()
        try measureStGit()
        return compare()
    }

    // MARK: Ours

    private mutating func measure(_ kind: String, _ patches: String) throws {
        let project = "\(work)/\(kind)"
        try FileManager.default.createDirectory(atPath: project, withIntermediateDirectories: true)
        let plan = "series:\n  big:\n    base: {git: \(folder.repository), rev: base}\n    patches: \(patches)\n"
        try Data(plan.utf8).write(to: URL(filePath: "\(project)/patchbench.yaml"))
        let middle = folder.patches / 2
        say("\(kind): the first time")
        for command in [["series"], ["goto", "\(middle)"], ["push"], ["pop"], ["series"]] {
            say(
                String(
                    format: "  %-12@ %6.2f s CPU", command.joined(separator: " ") as NSString,
                    try ours(command, project).cpu))
        }
        let look = [
            ["series"], ["top"], ["next"], ["applied"], ["show", "\(middle)"], ["files", "\(middle)"],
            ["diffstat", "\(middle - 1)..\(middle)"], ["diff", "\(middle - 1)..\(middle)"], ["patches", "drivers"],
            ["log", "\(middle)"], ["diffstat"], ["status"],
        ]
        for command in look {
            let children = try (0..<Self.repetitions).map { _ in try ours(command, project) }
            rows.append(Row(who: kind, what: Self.name(command), children: children))
        }
        var steps: [String: [Child]] = [:]
        for command in Array(repeating: [["push"], ["pop"]], count: Self.repetitions).joined() {
            steps[command[0], default: []].append(try ours(command, project))
        }
        for (name, children) in steps.sorted(by: { $0.key < $1.key }) {
            rows.append(Row(who: kind, what: name, children: children))
        }
    }

    private static func name(_ command: [String]) -> String {
        command.map { $0.contains("..") ? "A..B" : Int($0) != nil ? "N" : $0 }.joined(separator: " ")
    }

    private func ours(_ arguments: [String], _ project: String) throws -> Child {
        let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/patchbench"
        let child = try Child.run([program] + arguments, in: project)
        // `log` has nothing to show where nothing was measured.
        if arguments[0] != "log" { try child.check() }
        return child
    }

    // MARK: Peers

    private mutating func measure(_ who: String, _ what: String, _ command: [String], in folder: String) throws {
        let children = try (0..<Self.repetitions).map { _ in try Child.run(command, in: folder) }
        try children[0].check()
        rows.append(Row(who: who, what: what, children: children))
    }

    private mutating func measureGit() throws {
        let clone = "\(work)/clone"
        try Child.run(["git", "clone", "-q", "--shared", "--branch", "tip", folder.repository, clone]).check()
        let middle = "tip~\(folder.patches / 2)"
        try Child.run(["git", "checkout", "-q", middle], in: clone).check()
        try Child.run(["git", "status"], in: clone).check()
        try measure("with git", "series", ["git", "log", "--oneline", "origin/base..origin/tip"], in: clone)
        try measure("with git", "show N", ["git", "show", middle], in: clone)
        try measure("with git", "diffstat A..B", ["git", "diff", "--stat", "\(middle)^", middle], in: clone)
        try measure(
            "with git", "patches drivers", ["git", "log", "--oneline", "origin/base..origin/tip", "drivers"], in: clone)
        try measure("with git", "status", ["git", "status"], in: clone)
        var steps: [Child] = []
        for step in 1...Self.repetitions {
            steps.append(try Child.run(["git", "checkout", "-q", "tip~\(folder.patches / 2 - step)"], in: clone))
        }
        rows.append(Row(who: "with git", what: "push", children: steps))
    }

    private mutating func measureQuilt() throws {
        let tree = "\(work)/quilt-tree"
        try Child.run(["cp", "-a", "\(folder.path)/tree", tree]).check()
        try Child.run(["cp", "-a", "\(folder.path)/patches", "\(tree)/patches"]).check()
        // What lies below makes no difference to it, but in how long its own list is.
        try Child.run(["quilt", "push", "-q", "100"], in: tree).check()
        for command in ["series", "top", "next", "applied"] {
            try measure("with quilt", command, ["quilt", command], in: tree)
        }
        try measure("with quilt", "files N", ["quilt", "files"], in: tree)
        var steps: [String: [Child]] = [:]
        for _ in 0..<Self.repetitions {
            for command in ["push", "pop"] {
                steps[command, default: []].append(try Child.run(["quilt", command, "-q"], in: tree))
            }
        }
        for (name, children) in steps { rows.append(Row(who: "with quilt", what: name, children: children)) }
    }

    private mutating func measureStGit() throws {
        let clone = "\(work)/stgit"
        let who = CaseFolder.committer.flatMap { ["-c", $0] }
        try Child.run(["git", "clone", "-q", "--shared", "--branch", "tip"] + who + [folder.repository, clone]).check()
        for command in [
            ["stg", "init"], ["stg", "uncommit", "-n", "\(folder.patches)"],
            ["stg", "pop", "-n", "\(folder.patches / 2)"],
        ] {
            try Child.run(command, in: clone).check()
        }
        for command in [["series"], ["top"], ["next"], ["show"], ["files"]] {
            try measure(
                "with StGit", command[0] == "show" || command[0] == "files" ? command[0] + " N" : command[0],
                ["stg"] + command, in: clone)
        }
        var steps: [String: [Child]] = [:]
        for _ in 0..<Self.repetitions {
            for command in ["push", "pop"] {
                steps[command, default: []].append(try Child.run(["stg", command], in: clone))
            }
        }
        for (name, children) in steps { rows.append(Row(who: "with StGit", what: name, children: children)) }
    }

    // MARK: The table

    private func compare() -> Bool {
        let kinds = ["quilt", "mailbox", "git", "with quilt", "with StGit", "with git"]
        say("\nms of CPU at \(folder.patches) patches and \(folder.files) files: ours for each kind, then the peers'")
        say(Self.line("", kinds))
        var isKept = true
        for what in rows.filter({ $0.who == "quilt" }).map(\.what) {
            let found = kinds.map { who in rows.first { $0.who == who && $0.what == what } }
            say(Self.line(what, found.map { $0.map { String(format: "%.0f", $0.cpu * 1000) } ?? "-" }))
            isKept = isKept && (what == "status" || found.prefix(3).allSatisfy { ($0?.cpu ?? 0) <= Self.limit })
        }
        let ours = rows.filter { !$0.who.hasPrefix("with") }
        let memory = ours.map(\.memory).max() ?? 0
        say(String(format: "\npeak memory of ours %.0f MB, <= %.0f", memory, Self.memoryLimit))
        say("but for status, which looks at every file, each of ours <= 50 ms: " + (isKept ? "kept" : "NOT KEPT"))
        return isKept && memory <= Self.memoryLimit
    }

    private static func line(_ name: String, _ cells: [String]) -> String {
        name.padding(toLength: 18, withPad: " ", startingAt: 0)
            + cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined()
    }
}
