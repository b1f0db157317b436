import ArgumentParser
import Foundation
import Input
import PatchModel
import Workbench

struct ApplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Apply any series to any base; needs no patchbench.yaml.",
        discussion: """
            Prints what came of each patch: the hunks that went in at an offset, and the git tree that it leads to. \
            Stops at the first patch that does not apply: exit status 1, or 2 where it is refused as dangerous or \
            unclear. The base and the patches are only read. Stages are kept in $XDG_CACHE_HOME/patchbench \
            (~/.cache/patchbench), so that patches that were applied before cost nothing.
            """)

    @Option(
        help: ArgumentHelp(
            "A folder, or a revision of the git repository here (default: what a range stands on).",
            valueName: "folder|rev"))
    var base: String?
    @OptionGroup var source: SourceOptions
    @Option(help: ArgumentHelp("Write the last tree to this folder, if all patches apply.", valueName: "folder"))
    var out: String?
    @Option(help: ArgumentHelp("Lines of context that may differ at each end of a hunk, 0 to 2.", valueName: "n"))
    var fuzz: Int = 0
    @Flag(
        name: .customLong("3way"),
        help: ArgumentHelp(
            "Merge a patch that does not apply, where the contents that its index lines name are in the "
                + "base's repository.")
    )
    var merges = false
    @Flag(help: "Leave out of a base folder what .gitignore files in it name; how many that are is told.")
    var leaveOutIgnored = false
    @OptionGroup var json: JSONOption
    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory: String = "."

    func validate() throws {
        guard (0...2).contains(fuzz) else { throw ValidationError("--fuzz must be 0, 1 or 2, not \(fuzz).") }
    }

    func run() throws {
        let folder = Invocation.current.folder(at: directory)
        let patches = try source.source(in: folder)
        guard let base = base.map({ BaseSource(named: $0, in: folder) }) ?? patches.start else {
            throw ValidationError("--base is missing: only commits stand on something by themselves.")
        }
        var request = ApplyRequest(base: base, patches: patches)
        request.strip = source.strip
        request.allowed = source.allowed
        request.limits = source.limits
        request.options = ApplyOptions(fuzz: fuzz, adaptsLineEnds: source.allowed.contains(.otherLineEnds))
        request.merges = merges
        request.leavesOutIgnored = leaveOutIgnored
        request.output = out.map {
            URL(filePath: $0, directoryHint: .isDirectory, relativeTo: folder).standardizedFileURL
        }
        request.cache = CacheFolder.find(environment: Invocation.current.environment)
        let report = try request.run()
        if json.isOn {
            try JSONDocument.print(report)
        } else {
            ApplyListing(report: report, paint: Paint(isOn: Terminal(of: .current).hasColour)).print()
        }
        SourceNotes(report.surroundings).print()
        if let conflicts = report.conflicts {
            let title = "patch \(conflicts.patch.number), \(conflicts.patch.name), is in conflict in:"
            Output.error(CommandError.message([title] + conflicts.paths.map { "  \($0)" }))
            throw ExitStatus.fellShort
        }
        guard let failure = report.failure else { return }
        let start = report.start.map { [CommandError.beginsElsewhere($0, takesFlag: true)] } ?? []
        let missing = report.missing.map { [CommandError.noMerge($0.path, blob: $0.blob)] } ?? []
        Output.error(
            CommandError.message(failure.failure.lines(stage: failure.stage, file: failure.file) + start + missing))
        throw failure.failure.isRefusal ? ExitStatus.wrongInput : ExitStatus.fellShort
    }
}

/// Where the tool may keep what can be made again (XDG Base Directory Specification).
enum CacheFolder {
    /// Nil where there is no home to keep it in.
    static func find(environment: [String: String]) -> URL? {
        let chosen = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        if let chosen { return URL(filePath: chosen).appending(path: "patchbench", directoryHint: .isDirectory) }
        guard let home = environment["HOME"], home.hasPrefix("/"), FileManager.default.fileExists(atPath: home) else {
            return nil
        }
        return URL(filePath: home).appending(path: ".cache/patchbench", directoryHint: .isDirectory)
    }
}
