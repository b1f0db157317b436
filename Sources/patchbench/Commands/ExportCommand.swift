import ArgumentParser
import Files
import Foundation
import Judging
import Machine
import PatchModel
import Workbench

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the series out: a mailbox for git am, a quilt folder, or a git branch.",
        discussion: """
            The diffs are made anew of the stages, so that git am and quilt push -a give the same trees. A mailbox \
            goes to standard output unless -o names a file; where it names a folder, each mail is a file there, as git \
            format-patch has it. A branch is made in the repository of the base, or around \
            patchbench.yaml; nothing else in it changes, and no branch is overwritten. With --base, or --base auto for \
            that of patchbench.yaml, the mails say which commit they stand on; b4's change-id stays.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "As a mailbox (default).") var mbox = false
    @Flag(help: "As a quilt folder (default: NAME-quilt).") var quilt = false
    @Option(help: ArgumentHelp("As a new branch of a git repository.", valueName: "branch")) var git: String?
    @Flag(help: "The version of the posting, for the subjects of the mails.") var version: Version = .v1
    @Option(
        name: [.customShort("v", allowingJoined: true), .customLong("reroll-count")],
        help: ArgumentHelp("The same, of any number.", valueName: "n"))
    var reroll: Int?
    @Flag(
        name: .customLong("cover"),
        help:
            "A cover letter before the others: cover-letter.txt beside the patches, if there, with what `cover` prints."
    )
    var hasCover = false
    @Option(help: "How the cover letter shows what was measured: list, table, lkp, benchstat or markdown.")
    var style: CoverTable.Style = .table
    @Option(help: ArgumentHelp("A word before PATCH in the subjects, such as RFC.", valueName: "word"))
    var prefix = "PATCH"
    @Option(help: ArgumentHelp("Whom the mails go to; may be given again.", valueName: "address")) var to: [Address] =
        []
    @Option(help: ArgumentHelp("Who gets a copy; may be given again.", valueName: "address")) var cc: [Address] = []
    @OptionGroup var output: OutputOption

    /// `--v2` to `--v9`
    enum Version: Int, EnumerableFlag {
        case v1 = 1
        case v2, v3, v4, v5, v6, v7, v8, v9
    }

    func validate() throws {
        let forms = [mbox, quilt, git != nil].count { $0 }
        guard forms <= 1 else { throw ValidationError("Choose one of --mbox, --quilt and --git.") }
        if let reroll, reroll < 1 { throw ValidationError("-v wants a number of 1 and up, not \(reroll).") }
        guard git == nil || output.output == nil else { throw ValidationError("A branch has no --output.") }
    }

    func run() async throws {
        var common = common
        if common.base == "auto" { common.base = nil }
        let workbench = try common.open(.look)
        let exported = try workbench.workspace.export(form(series: workbench.series.name), mail: mailOptions(workbench))
        switch exported {
        case .mails(let mails, let empty):
            try write(mails)
            tell(empty, "take it with `git am --empty=keep`")
        case .quilt(let folder, let binary, let empty):
            Output.line("\(counted(workbench.series.patches.count, "patch", plural: "patches")) in \(folder.path)")
            for label in binary {
                Output.error(
                    CommandError.message([
                        "patch \(label.number) (\(label.name)) changes a binary file, which quilt cannot",
                        "export it as a mailbox or a branch",
                    ]))
            }
            tell(empty, "quilt wants a push of its own for it: `quilt push -f`")
            if !binary.isEmpty { throw ExitStatus.fellShort }
        case .branch(let commit, let repository, let emptyFolders):
            Output.line("\(git ?? "") is \(commit) in \(repository)")
            if !emptyFolders.isEmpty {
                Output.error("patchbench: git holds no empty folders; not on the branch: \(listed(emptyFolders))\n")
            }
        }
    }

    private func mailOptions(_ workbench: Workbench) throws -> MailOptions {
        var options = MailOptions()
        options.version = number
        options.prefix = prefix
        options.recipients = Recipients(to: to.map(\.person), cc: cc.map(\.person))
        options.hasCover = hasCover
        options.namesBase = common.base != nil
        options.author = try common.author
        if hasCover { options.insertion = try numbers(workbench).map { (.numbers, $0) } }
        return options
    }

    /// What the series changes, of the latest run that measured its base and its top as they are now.
    private func numbers(_ workbench: Workbench) throws -> [String]? {
        let options = ComparisonOptions(length: .rounds(0), seed: 0)
        guard let study = try workbench.bench.wholeStudy(options) else { return nil }
        let ends = try study.pair(into: nil)
        return CoverTable(study: study, before: ends.before, after: ends.after, effects: ends.effects).lines(style)
    }

    private var number: Int { reroll ?? version.rawValue }

    private func tell(_ empty: [StageLabel], _ advice: String) {
        guard !empty.isEmpty else { return }
        let list = empty.map { "\($0.number) (\($0.name))" }.joined(separator: ", ")
        Output.error(CommandError.message(["nothing changes in \(list)", advice]))
    }

    private func form(series: String) -> ExportForm {
        if let git { return .branch(git) }
        guard quilt else { return .mails }
        let suffix = number == 1 ? "" : "-v\(number)"
        return .quilt(place(output.output ?? "\(series)\(suffix)-quilt"))
    }

    private func place(_ path: String) -> URL {
        URL(filePath: path, relativeTo: common.folder).standardizedFileURL
    }

    private func write(_ mails: [ExportedMail]) throws {
        let mailbox = mails.flatMap(\.bytes)
        guard let path = output.output, !output.isStandard else { return Output.patch(mailbox) }
        let file = place(path)
        if path.hasSuffix("/") || file.isFolder { return try write(mails, in: file) }
        try output.write(mailbox, to: file)
        Output.line("written to \(file.path)")
    }

    private func write(_ mails: [ExportedMail], in folder: URL) throws {
        let files = mails.map { folder.appending(path: $0.file, directoryHint: .notDirectory) }
        if let taken = files.first(where: \.exists), !output.force { throw WorkbenchError.fileTaken(taken) }
        let writer = try FileWriter(Folder.making(folder.path), isSafe: true)
        for mail in mails { try writer.write(mail.bytes, to: mail.file.utf8) }
        for file in files { Output.line(file.path) }
    }
}

/// `Name <address>`, or an address.
struct Address: ExpressibleByArgument {
    let person: Person

    init?(argument: String) {
        guard let person = Person(mailbox: Array(argument.utf8)) else { return nil }
        self.person = person
    }
}
