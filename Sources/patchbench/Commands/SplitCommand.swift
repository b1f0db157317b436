import ArgumentParser
import PatchModel
import Workbench

struct SplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Make two patches of one: the first keeps what is chosen, the rest goes into a new one after it.",
        discussion: """
            Choose files and folders, hunks by their numbers (`split PATCH` alone lists them), or with -i hunk by \
            hunk. The first of the words is the patch, where it names one and no file of the patch on top; else that \
            is split. The first part keeps name, message and flag.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Option(help: ArgumentHelp("Keep these hunks, such as 1,3.", valueName: "n,m")) var hunks: HunkNumbers?
    @Flag(name: .shortAndLong, help: "Ask for each hunk whether to keep it.") var interactive = false
    @Option(help: ArgumentHelp("Of the new patch (default: the old one's and -2).", valueName: "name"))
    var name: String?
    @Option(name: .shortAndLong, help: "Of the new patch (default: the old one's, with \u{201C}(rest)\u{201D}).")
    var message: String?
    @Argument(help: ArgumentHelp("The patch, and what it keeps.", valueName: "patch-or-path")) var words: [String] = []

    func validate() throws {
        if hunks != nil, interactive { throw ValidationError("Choose by --hunks or -i, not both.") }
    }

    func run() async throws {
        let workbench = try common.open()
        let workspace = workbench.workspace
        let (number, paths) = try patchAndPaths(workbench)
        let parts = try workspace.parts(of: number)
        guard hunks != nil || interactive || !paths.isEmpty else { return list(parts, of: number) }
        let chosen = try choose(among: parts, try paths.map(workspace.path(named:)))
        let report = try workspace.split(
            number, keeping: { chosen.contains($0.number) }, name: name,
            header: message.map { message in
                let draft = PatchDraft(Array(message.utf8), hasDiff: false)
                var header = workbench.series.patches[number.value - 1].header
                (header.subject, header.body) = (draft.subject, draft.body)
                return header
            })
        try common.show(report, json)
    }

    /// The first word is a patch's name, unless it is a path that the patch on top touches.
    private func patchAndPaths(_ workbench: Workbench) throws -> (StageNumber, [String]) {
        let workspace = workbench.workspace
        if let top = workspace.top, let first = words.first, let path = try? workspace.path(named: first),
            try workspace.parts(of: top).contains(where: { $0.touches([path]) })
        {
            return (top, words)
        }
        if let first = words.first { return (try workbench.series.stage(named: first), Array(words.dropFirst())) }
        guard let top = workspace.top else { throw EditError.nothingApplied(series: workbench.series.name) }
        return (top, [])
    }

    private func choose(among parts: [PatchPart], _ paths: [TreePath]) throws -> Set<Int> {
        if let hunks {
            for number in hunks.numbers where number < 1 || number > parts.count {
                throw EditError.noSuchHunk(number, of: parts.count)
            }
            return Set(hunks.numbers)
        }
        let offered = paths.isEmpty ? parts : parts.filter { $0.touches(paths) }
        guard interactive else { return Set(offered.map(\.number)) }
        return try HunkChooser(input: Invocation.current.input).choose(among: offered, of: parts.count)
    }

    private func list(_ parts: [PatchPart], of number: StageNumber) {
        for part in parts { Output.line(part.listing) }
        Output.error(CommandError.message(["choose with --hunks, by path or with -i what patch \(number) keeps"]))
    }
}

struct SpillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spill",
        abstract: "Take the changes of the patch on top out of it; in the work tree they are edits then.",
        discussion: "The patch stays, empty or with what it changes elsewhere; refresh puts edits back into it.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "Only these files and folders, relative to the base tree.") var paths: [String] = []

    func run() async throws { try common.show(common.open().workspace.spill(paths), json) }
}

struct AbsorbCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "absorb",
        abstract: "Take each hunk of the edits into the patch that last touched its lines, where that is one.",
        discussion: "What stays an edit is said, with the reason. Exit status 1 where all of it stays.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Flag(name: [.customShort("n"), .long], help: "Say what would go where, and change nothing.") var dryRun = false
    @Argument(help: "Only these files and folders, relative to the base tree.") var paths: [String] = []

    func run() async throws {
        let report = try common.open().workspace.absorb(paths, isDry: dryRun)
        try common.show(report, json)
        if case .absorbed(let hunks) = report.action, !hunks.isEmpty, !hunks.contains(where: \.isAbsorbed) {
            throw ExitStatus.fellShort
        }
    }
}

/// `1,3`
struct HunkNumbers: ExpressibleByArgument {
    let numbers: [Int]

    init?(argument: String) {
        let words = argument.split(separator: ",", omittingEmptySubsequences: false)
        numbers = words.compactMap { Int($0) }
        guard numbers.count == words.count else { return nil }
    }
}
