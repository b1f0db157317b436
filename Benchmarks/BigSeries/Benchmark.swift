import BenchmarkSupport
import Foundation

/// Runs the peers and our steps on one case, and compares.
struct Benchmark {
    private let folder: CaseFolder
    private let work: String
    private let base: String
    private let tip: String

    init(_ folder: CaseFolder) throws {
        self.folder = folder
        work = "\(folder.path)/run"
        try? FileManager.default.removeItem(atPath: work)
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        base = try Self.tree("base", folder)
        tip = try Self.tree("tip", folder)
    }

    /// - Returns: whether every limit was kept.
    func run(rounds: Int) throws -> Bool {
        var table = Table()
        try preparePeers(rounds > 0)
        for round in 0..<max(rounds, 1) {
            for turn in 0..<3 {
                if turn == 0, rounds > 0 { try runPeers(round, &table) }
                for step in [Step.mailbox, .floor, .quilt] {
                    try table.add(step.rawValue, stages(step, "\(round)-\(turn)-\(step)"))
                }
            }
        }
        try measureReuse(&table)
        try measureDiffstat(&table)
        try measureRangeDiff(&table)
        try measureSteps(&table)
        try measureImport(&table)
        table.printRows()
        return table.compare()
    }

    // MARK: Peers

    private func preparePeers(_ isWanted: Bool) throws {
        guard isWanted else { return }
        let who = CaseFolder.committer.flatMap { ["-c", $0] }
        try Child.run(
            ["git", "clone", "-q", "--shared", "--no-checkout"] + who + [folder.repository, "\(work)/am"]
        ).check()
        try Child.run(["cp", "-a", "\(folder.path)/tree", "\(work)/quilt"]).check()
        try Child.run(["cp", "-a", "\(folder.path)/patches", "\(work)/quilt/patches"]).check()
    }

    private func runPeers(_ round: Int, _ table: inout Table) throws {
        try git("-C", "\(work)/am", "checkout", "-q", "-f", "--detach", "origin/base")
        table.add("git am", try Child.run(["git", "am", "-q", "\(folder.path)/series.mbox"], in: "\(work)/am"))
        guard try Child.output(of: ["git", "-C", "\(work)/am", "rev-parse", "HEAD^{tree}"]) == tip else {
            throw WrongResult(step: "git am")
        }
        table.add("quilt push -a", try Child.run(["quilt", "push", "-a", "-q"], in: "\(work)/quilt"))
        try Child.run(["quilt", "pop", "-a", "-q"], in: "\(work)/quilt").check()
    }

    // MARK: Our steps

    struct WrongResult: Error {
        let step: String
    }

    /// One cold making of all stages in a new store, whose last tree has to be the author's.
    private func stages(_ step: Step, _ name: String) throws -> Child {
        let child = try run(step, store: try newStore(name))
        guard try lastOutput() == "\(folder.patches) \(tip)" else {
            throw WrongResult(step: step.rawValue)
        }
        return child
    }

    /// A bare repository that has the case's objects at hand.
    private func newStore(_ name: String) throws -> String {
        let store = "\(work)/store-\(name).git"
        try git("init", "-q", "--bare", store)
        try Data("\(folder.repository)/objects\n".utf8).write(to: URL(filePath: "\(store)/objects/info/alternates"))
        return store
    }

    private func run(_ step: Step, store: String) throws -> Child {
        let options = ["--folder", (folder.path as NSString).deletingLastPathComponent]
        let size = ["--files", "\(folder.files)", "--patches", "\(folder.patches)"]
        let program = URL(filePath: CommandLine.arguments[0]).path
        let child = try Child.run(
            [program] + options + size + ["step", step.rawValue, store, base], output: "\(work)/output")
        try child.check()
        return child
    }

    private func lastOutput() throws -> String {
        try String(contentsOfFile: "\(work)/output", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func measureReuse(_ table: inout Table) throws {
        let store = "\(work)/store-0-0-mailbox.git"
        table.add("stages found again", try run(.mailbox, store: store))
        table.note("stages made again, nothing changed", try lastOutput().split(separator: " ").first, limit: 0)
        table.add("one patch changed", try run(.changed, store: store))
        table.note(
            "stages made again, patch \(folder.patches * 9 / 10) changed", try lastOutput().split(separator: " ").first,
            limit: Double(folder.patches - folder.patches * 9 / 10 + 1))
    }

    private func measureDiffstat(_ table: inout Table) throws {
        let store = "\(work)/store-0-0-quilt.git"
        let log = ["git", "--git-dir", folder.repository, "log", "--stat", "--format=", "base..tip"]
        for _ in 0..<3 {
            table.add("git log --stat", try Child.run(log, output: "\(work)/log"))
            for step in [Step.diffstat, .treeDiffstat] { table.add(step.rawValue, try run(step, store: store)) }
        }
    }

    /// Both read the commits; how both pair them has tests of its own.
    private func measureRangeDiff(_ table: inout Table) throws {
        let ranges = ["base..tip", "base..second"]
        for _ in 0..<3 {
            let git = ["git", "--git-dir", folder.repository, "range-diff"] + ranges
            table.add("git range-diff", try Child.run(git, output: "\(work)/git-range-diff"))
            table.add("range-diff", try command(["range-diff"] + ranges, folder.repository))
        }
    }

    /// The command itself, as it is started in a project.
    private func measureSteps(_ table: inout Table) throws {
        let project = "\(work)/project"
        try FileManager.default.createDirectory(atPath: project, withIntermediateDirectories: true)
        let plan = """
            series:
              big:
                base: {git: \(folder.repository), rev: base}
                patches: \(folder.path)/patches

            """
        try Data(plan.utf8).write(to: URL(filePath: "\(project)/patchbench.yaml"))
        try table.add("goto 1 in a new work tree", goto(1, project))
        try table.add(Self.farStep, goto(folder.patches, project))
        for stage in [1, 2, 3].map({ folder.patches - $0 }) {
            try table.add(Self.noStep, command(["series"], project))
            try table.add(Self.nextStep, goto(stage, project))
        }
    }

    static let farStep = "goto the last stage"
    static let nextStep = "goto the stage beside"
    /// Reads the series and finds its stages as a step does, and moves nothing.
    static let noStep = "series"

    private func goto(_ stage: Int, _ project: String) throws -> Child { try command(["goto", "\(stage)"], project) }

    private func command(_ arguments: [String], _ project: String) throws -> Child {
        let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/patchbench"
        let child = try Child.run([program] + arguments, in: project)
        try child.check()
        return child
    }

    private func measureImport(_ table: inout Table) throws {
        try git("init", "-q", "\(work)/add")
        let add = ["git", "--git-dir", "\(work)/add/.git", "--work-tree", "\(folder.path)/tree", "add", "-A"]
        table.add("git add -A", try Child.run(add))
        table.add("git add -A again", try Child.run(add))
        let store = "\(work)/store-import.git"
        try git("init", "-q", "--bare", store)
        table.add("import", try run(.importFolder, store: store))
        guard try lastOutput() == base else { throw WrongResult(step: "import") }
        table.add("import again", try run(.importFolder, store: store))
    }

    // MARK: Programs

    private func git(_ arguments: String...) throws { try Child.run(["git"] + arguments).check() }

    private static func tree(_ branch: String, _ folder: CaseFolder) throws -> String {
        try Child.output(of: ["git", "--git-dir", folder.repository, "rev-parse", "\(branch)^{tree}"])
    }
}
