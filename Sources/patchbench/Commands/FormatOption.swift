import ArgumentParser

/// In which form an answer is printed.
struct FormatOption: ParsableArguments {
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case text, markdown, csv, json
    }

    @Option(
        name: .customLong("format"),
        help: "text, markdown (tables for a document), csv (a row a fact, numbers in full) or json.")
    var chosen: Form?
    @OptionGroup var json: JSONOption

    func validate() throws {
        if json.isOn, let chosen, chosen != .json {
            throw ValidationError("--json and --format \(chosen.rawValue) are two forms; give one.")
        }
    }

    var form: Form { json.isOn ? .json : chosen ?? .text }

    /// Prints a report; `lines` has it as text.
    func show<Report: Tabular>(_ report: Report, _ lines: (Report) -> [String]) throws {
        switch form {
        case .json: try JSONDocument.print(report)
        case .text: lines(report).forEach { Output.line($0) }
        case .csv: Self.print(report.tables.map(\.csv))
        case .markdown: Self.print(report.pages.map(\.markdown))
        }
    }

    /// A blank line between two tables.
    private static func print(_ tables: [[String]]) {
        for (index, table) in tables.enumerated() {
            if index > 0 { Output.line() }
            table.forEach { Output.line($0) }
        }
    }
}
