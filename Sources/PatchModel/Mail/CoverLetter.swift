/// The authors of a series and what their patches are called, as git shortlog has it in a cover letter.
public struct Shortlog: Sendable {
    private let headers: [PatchHeader]

    public init(_ headers: [PatchHeader]) { self.headers = headers }

    /// `Name (2):`, then a subject a line, in 72 columns; a blank line after each author.
    public var text: String {
        let authors = Dictionary(grouping: headers) { $0.author?.name ?? "" }
        return authors.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }.map {
            name, patches in
            "\(name) (\(patches.count)):\n" + patches.map { Self.wrapped($0.subject) }.joined() + "\n"
        }.joined()
    }

    /// Two blanks before the first line, four before the others.
    private static func wrapped(_ subject: String) -> String {
        var lines: [String] = []
        var line = "  "
        for word in subject.split(separator: " ") {
            let isEmpty = line.allSatisfy { $0 == " " }
            if !isEmpty, line.count + 1 + word.count > 72 {
                lines.append(line)
                line = "    " + word
            } else {
                line += (isEmpty ? "" : " ") + word
            }
        }
        return (lines + [line]).map { $0 + "\n" }.joined()
    }
}

/// What b4 knows a series by, from one version to the next: `change-id: 20221025-name-ae3f2c6d8f1e`.
public struct ChangeID: Hashable, Sendable {
    public let text: String

    /// Nil where no line of the text says it; b4's tracking of a branch says it in JSON.
    public init?(in text: String) {
        let keys = ["change-id:", "\"change-id\":"]
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        let found = lines.lazy.compactMap { line in
            keys.first(where: line.hasPrefix).map { line.dropFirst($0.count) }
        }.first
        guard let value = found?.trimmingQuotes, !value.isEmpty else { return nil }
        self.text = value
    }
}

extension Substring {
    /// Without blanks, quotes and a comma around it.
    fileprivate var trimmingQuotes: String {
        let isAround: (Character) -> Bool = { $0.isWhitespace || $0 == "\"" || $0 == "," }
        var text = drop(while: isAround)
        while let last = text.last, isAround(last) { text.removeLast() }
        return String(text)
    }
}

extension PatchHeader {
    /// A cover letter without what an earlier version's mail listed below its text: authors, diffstat, base and change.
    public var withoutContents: PatchHeader {
        var header = self
        var lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let end = lines.indices.first { index in
            let next = index + 1 < lines.count ? lines[index + 1] : ""
            return (lines[index].wholeMatch(of: #/.+ \(\d+\):/#) != nil && next.hasPrefix("  "))
                || lines[index].hasPrefix("base-commit: ") || lines[index].hasPrefix("change-id: ")
        }
        if let end { lines.removeSubrange(end...) }
        while let last = lines.last, last.allSatisfy(\.isWhitespace) || last == "---" { lines.removeLast() }
        header.body = lines.joined(separator: "\n")
        return header
    }
}
