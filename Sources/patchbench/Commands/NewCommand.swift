import ArgumentParser
import Foundation
import GitStore
import PatchModel
import Workbench

struct NewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Put an empty patch after the one on top; refresh fills it.",
        discussion: """
            Edits of the work tree stay, and are the first that refresh takes. The author is whom git would name, \
            where it knows one.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: "Its name; its file gets the ending that the others have.") var name: String
    @Option(name: .shortAndLong, help: "Its message; the first line is its subject.") var message: String?
    @Option(help: "The flag of its stages, in a trailer `Feature:`.") var flag: FeatureFlag?

    func run() async throws {
        let workbench = try common.open()
        let draft = PatchDraft(Array((message ?? "").utf8), hasDiff: false)
        var header = PatchHeader(subject: draft.subject, body: draft.body)
        if let author = try common.author {
            let now = common.tools(nil).clock.date
            header.author = author
            header.date = PatchDate(
                seconds: Int64(now.timeIntervalSince1970),
                zoneMinutes: TimeZone.current.secondsFromGMT(for: now) / 60)
        }
        if let flag { header = header.adding(Trailer(key: "Feature", value: flag.text)) }
        try common.show(workbench.workspace.new(name, header), json)
    }
}

struct RenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Give a patch (default: the one on top) and its file another name.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @Argument(help: ArgumentHelp("The patch, named as its stage is, and its new name.", valueName: "old> [<new"))
    var names: [String]

    func validate() throws {
        guard (1...2).contains(names.count) else { throw ValidationError("Give a patch and its new name.") }
    }

    func run() async throws {
        let workbench = try common.open()
        let top = workbench.workspace.top
        guard let number = try names.count == 2 ? workbench.series.stage(named: names[0]) : top else {
            throw EditError.nothingApplied(series: workbench.series.name)
        }
        try common.show(workbench.workspace.rename(number, to: names[names.count - 1]), json)
    }
}

extension FeatureFlag: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension CommonOptions {
    /// Who git would say that writes here; nil where it does not know.
    var author: Person? {
        get throws {
            if let name = environment["GIT_AUTHOR_NAME"], let email = environment["GIT_AUTHOR_EMAIL"] {
                return Person(name: name, email: email)
            }
            let home = environment["HOME"] ?? ""
            let shared = environment["XDG_CONFIG_HOME"] ?? home + "/.config"
            return try GitIdentity.person(at: folder.path, files: [home + "/.gitconfig", shared + "/git/config"])
        }
    }
}
