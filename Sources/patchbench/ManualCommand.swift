import ArgumentParser

/// Prints a page of the manual; `make install` puts them where `man` finds them.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print a page of the manual, for man: of the tool, or of a group of verbs; --list names the groups.",
        shouldDisplay: false)

    @Flag(help: "Print the names of the groups.") var list = false
    @Argument(help: "Such as look or change; without it the tool itself.") var group: String?

    func run() throws {
        let groups = Patchbench.configuration.groupedSubcommands
        if list { return groups.forEach { Output.line($0.name.lowercased()) } }
        guard let group else { return Output.line(ManualPage.ofTool.text) }
        guard let found = groups.first(where: { $0.name.lowercased() == group.lowercased() }) else {
            throw ValidationError("The groups are \(groups.map { $0.name.lowercased() }.joined(separator: ", ")).")
        }
        Output.line(ManualPage(of: found).text)
    }
}

/// A page in the language of man(7), made of the text of `--help`.
struct ManualPage {
    let name: String
    let summary: String
    /// The title of each section, and what `--help` prints.
    let sections: [(title: String, help: String)]

    static var ofTool: ManualPage {
        ManualPage(
            name: "patchbench", summary: Patchbench.configuration.abstract,
            sections: [("patchbench", Patchbench.helpMessage(includeHidden: false, columns: 78))])
    }

    init(of group: CommandGroup) {
        let verbs = group.subcommands.filter { $0.configuration.shouldDisplay }
        self.init(
            name: "patchbench-\(group.name.lowercased())",
            summary: "the verbs " + verbs.map { $0._commandName }.joined(separator: ", "),
            sections: verbs.map { ($0._commandName, Patchbench.helpMessage(for: $0, columns: 78)) })
    }

    private init(name: String, summary: String, sections: [(title: String, help: String)]) {
        (self.name, self.summary, self.sections) = (name, summary, sections)
    }

    var text: String {
        let head = [
            ".TH \(name.uppercased()) 1 \"\" \"patchbench \(Patchbench.version)\"", ".SH NAME",
            "\(name) \\- \(Self.escaped(summary))",
        ]
        return (head + sections.flatMap { [".SH \($0.title.uppercased())"] + Self.body($0.help) }).joined(
            separator: "\n")
    }

    /// Parts such as `OPTIONS:` become headings; what stands in columns keeps them.
    private static func body(_ help: String) -> [String] {
        help.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
            guard let part = line.prefixMatch(of: #/([A-Z][A-Z ]+):/#) else { return [escaped(String(line))] }
            let rest = line[part.0.endIndex...].drop { $0 == " " }
            return [".fi", ".SS \(part.1)", ".nf"] + (rest.isEmpty ? [] : [escaped(String(rest))])
        } + [".fi"]
    }

    /// What roff would take for its own (groff_char(7)).
    private static func escaped(_ line: String) -> String {
        let text = line.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("`", with: "\\`")
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }
}
