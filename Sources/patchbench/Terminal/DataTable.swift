/// A table as values, for documents and for programs.
struct DataTable: Equatable {
    enum Cell: Equatable {
        case text(String)
        case number(Double)
        /// There is no value.
        case none

        static func text(_ text: String?) -> Self { text.map(Self.text) ?? .none }
        static func number(_ number: Double?) -> Self {
            number.flatMap { $0.isFinite ? .number($0) : nil } ?? .none
        }
        static func count(_ count: Int) -> Self { .number(Double(count)) }
    }

    /// What stands above it in a document; none in CSV.
    var title = ""
    var columns: [String]
    var rows: [[Cell]] = []

    /// As RFC 4180 has it: numbers in full, quotes where they are needed.
    var csv: [String] {
        ([columns.map(Cell.text)] + rows).map { $0.map(Self.field).joined(separator: ",") }
    }

    private static func field(_ cell: Cell) -> String {
        switch cell {
        case .none: return ""
        case .number(let value):
            let isWhole = value == value.rounded() && abs(value) < 1e15
            return isWhole ? String(Int64(value)) : String(value)
        case .text(let text):
            guard text.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return text }
            return "\"" + text.replacing("\"", with: "\"\"") + "\""
        }
    }

    /// As GitHub and GitLab read it: numbers with three digits, to the right.
    var markdown: [String] {
        let areNumbers = columns.indices.map { column in
            rows.contains { if case .number = $0[column] { true } else { false } }
        }
        let head = [
            Self.line(columns.map(Self.escaped)),
            "|" + areNumbers.map { $0 ? "--:" : "---" }.joined(separator: "|") + "|",
        ]
        let heading = title.isEmpty ? [] : [Self.escaped(title), ""]
        return heading + head + rows.map { Self.line($0.map(Self.shown)) }
    }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    private static func shown(_ cell: Cell) -> String {
        switch cell {
        case .none: ""
        case .number(let value) where value == value.rounded() && abs(value) < 1e15: String(Int64(value))
        case .number(let value): Quantity.number(value)
        case .text(let text): escaped(text)
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("<", with: "&lt;")
            .split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension TextTable {
    /// The same for a document.
    func data(title: String) -> DataTable {
        DataTable(title: title, columns: header, rows: rows.map { $0.map(DataTable.Cell.text) })
    }
}

/// What can be printed as tables.
protocol Tabular: Encodable {
    /// Of values, a row a fact: for programs.
    var tables: [DataTable] { get }
    /// For documents.
    var pages: [DataTable] { get }
}

extension Tabular {
    var pages: [DataTable] { tables }
}
