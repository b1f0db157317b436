import ArgumentParser
import Foundation
import Input
import Machine
import PatchModel
import Workbench

struct CommonOptions: ParsableArguments {
    @Option(help: "The series to work on (default: the first of patchbench.yaml).", completion: .series)
    var series: String?

    @Option(
        name: .customShort("C"),
        help: ArgumentHelp("Look for patchbench.yaml from this folder upward.", valueName: "dir"),
        completion: .directory)
    var directory: String = "."

    @Option(
        help: ArgumentHelp(
            "Another base tree than patchbench.yaml says: a folder, or a revision of the git repository here.",
            valueName: "folder|rev"))
    var base: String?

    @Option(
        help: ArgumentHelp(
            "Up to how many lines of context at each end of a hunk may differ, 0 to 2 (default: as "
                + "patchbench.yaml says, else 0).",
            valueName: "n"))
    var fuzz: Int?

    @Flag(
        name: .customLong("sandbox"),
        help: "Run commands in a sandbox made by bubblewrap (default: as patchbench.yaml says, else not).")
    var isSandboxed = false
    @Flag(help: "Say which of a stage's files commands changed; they are put back before the next stage.")
    var verbose = false

    func validate() throws {
        if let fuzz, !(0...2).contains(fuzz) { throw ValidationError("--fuzz must be 0, 1 or 2, not \(fuzz).") }
    }

    var environment: [String: String] { Invocation.current.environment }
    var terminal: Terminal { Terminal(of: .current) }
    var paint: Paint { Paint(isOn: terminal.hasColour) }

    /// The folder of `-C`.
    var folder: URL { Invocation.current.folder(at: directory) }

    /// Where versions of series and patches are looked for.
    func versionSource() throws -> VersionSource {
        do {
            return VersionSource(plan: try Plan.findOwn(from: folder), folder: folder)
        } catch {
            guard case .noPlan = error else { throw error }
            return VersionSource(plan: nil, folder: folder)
        }
    }

    /// What commands run with; what they do is announced to `progress`.
    func tools(_ progress: ProgressLine?) -> BenchTools {
        BenchTools(
            environment: environment, program: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path,
            announce: { event in progress?.show(event) })
    }

    /// Opens the workbench on the series; it announces to `progress`.
    func open(
        _ access: Workbench.Access = .change, _ progress: ProgressLine? = nil, turn: Turn? = nil,
        _ changes: PlanChanges = PlanChanges()
    ) throws -> Workbench {
        try open(access, tools: tools(progress), turn: turn, changes)
    }

    func open(
        _ access: Workbench.Access, tools: BenchTools, turn: Turn? = nil, _ changes: PlanChanges = PlanChanges()
    ) throws -> Workbench {
        let plan = try Plan.findOwn(from: folder)
        var seriesPlan = try changes.apply(to: plan.series(named: series))
        if let base { seriesPlan.base = BaseSource(named: base, in: folder) }
        seriesPlan.fuzz = fuzz ?? seriesPlan.fuzz
        if isSandboxed { seriesPlan = seriesPlan.sandboxed() }
        return try Workbench(
            plan: plan, series: seriesPlan, access: access, turn: turn, caller: Caller(of: .current), tools: tools)
    }
}

extension CommonOptions {
    /// Opens the workbench to build, test and measure, when no other process does; shows what `body` answers, and ends
    /// with its exit status.
    func answer<Report: Answer>(
        _ json: JSONOption, lines: (Report) -> [String], _ body: (Workbench) async throws -> Report
    ) async throws {
        try await answer(PlanChanges(), show: { try show($0, json, lines) }, body)
    }

    /// The same in the form that was asked for.
    func answer<Report: Answer & Tabular>(
        _ format: FormatOption, _ changes: PlanChanges = PlanChanges(), lines: (Report) -> [String],
        _ body: (Workbench) async throws -> Report
    ) async throws {
        try await answer(changes, show: { try format.show($0, lines) }, body)
    }

    private func answer<Report: Answer>(
        _ changes: PlanChanges, show: (Report) throws -> Void, _ body: (Workbench) async throws -> Report
    ) async throws {
        let progress = ProgressLine(terminal, isVerbose: verbose)
        let workbench = try await openInTurn(progress, changes)
        let report = try await body(workbench)
        progress.clear()
        try show(report)
        try report.finish()
    }

    /// As one JSON document, or in lines.
    func show<Report: Encodable>(_ report: Report, _ json: JSONOption, _ lines: (Report) -> [String]) throws {
        if json.isOn { return try JSONDocument.print(report) }
        lines(report).forEach { Output.line($0) }
    }

    /// Shows what became of the series' files; a patch that does not apply any more is an exit status of 1, but where
    /// that is how things were before.
    func show(_ report: EditReport, _ json: JSONOption) throws {
        if json.isOn { try JSONDocument.print(report) } else { EditListing(report: report).print() }
        if report.action.goesBack { return }
        guard let problem = report.problem else { return }
        Output.error(problem.text)
        throw ExitStatus.fellShort
    }

    func openInTurn(_ progress: ProgressLine, _ changes: PlanChanges = PlanChanges()) async throws -> Workbench {
        let plan = try Plan.findOwn(from: folder)
        let turn = try await Turn.wait(in: plan) { process in
            let name = process.map { " (process \($0))" } ?? ""
            Output.error(CommandError.message(["another patchbench\(name) is at work here; waiting for it to end"]))
        }
        return try open(.change, progress, turn: turn, changes)
    }
}

extension Caller {
    init(of invocation: Invocation) {
        let name = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
        var system = utsname()
        uname(&system)
        let host = withUnsafeBytes(of: &system.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        self.init(name: name, host: host, command: invocation.arguments)
    }
}

extension EditReport.Action {
    /// Whether a patch that does not apply is how things were before.
    fileprivate var goesBack: Bool {
        switch self {
        case .undone, .redone, .restored, .spilled: true
        default: false
        }
    }
}

struct PinOption: ParsableArguments {
    @Option(
        name: .customLong("pin"),
        help: ArgumentHelp(
            "The CPUs that measured processes run on: a list such as 0-3,5; one (that with the fewest "
                + "interrupts); or none "
                + "(default: as patchbench.yaml says, else none).", valueName: "cpus"))
    var choice: Pinning?
}

extension Pinning: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

struct JSONOption: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print one JSON document.")
    var isOn = false
}

struct StagesArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Stages, or ranges A..B of them (default: all).", valueName: "stages"), completion: .stages)
    var words: [String] = []

    @OptionGroup var without: WithoutOption

    var isEmpty: Bool { words.isEmpty && without.words.isEmpty }

    /// The stages in the order of the series, each once.
    func stages(of workbench: Workbench) async throws -> [StageID] {
        let series = workbench.series
        var chosen: Set<StageID> = words.isEmpty ? Set(series.stages.map(\.id)) : []
        for word in words { chosen.formUnion(try series.ids(named: word)) }
        return try workbench.bench.stages(chosen.sorted(), without: without.patches(of: workbench))
    }
}

struct RoundsOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many times each stage is measured (default: 9).", valueName: "n"))
    var rounds: Int?

    @Option(
        help: ArgumentHelp(
            "Begin no round after this time, such as 90s, 10m or 1h; builds do not count.", valueName: "time"))
    var budget: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "The order of measurement follows from it (default: a random one, printed).", valueName: "seed"))
    var seed: UInt64?

    @Flag(help: "Go on with the latest run, which was stopped: measure what it still lacks.")
    var resume = false

    func validate() throws {
        if resume && seed != nil { throw ValidationError("--resume goes on in the order that the run was begun in.") }
        if let rounds, rounds < 1 { throw ValidationError("--rounds must be at least 1, not \(rounds).") }
    }

    func request(_ argument: StagesArgument, of workbench: Workbench) async throws -> BenchRequest {
        guard resume else {
            return .new(
                try await argument.stages(of: workbench), rounds: rounds ?? 9,
                seed: seed ?? UInt64.random(in: 0...999_999), budget: budget?.duration)
        }
        guard argument.isEmpty else {
            throw ValidationError("--resume goes on with the stages that the run was begun with.")
        }
        return .resume(rounds: rounds, budget: budget?.duration)
    }
}
