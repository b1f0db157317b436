/// One hunk of a unified diff.
public struct Hunk: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            case context, removed, added
        }

        public let kind: Kind
        /// With its newline, unless `\ No newline at end of file` followed.
        public let text: Bytes

        public init(_ kind: Kind, _ text: Bytes) {
            self.kind = kind
            self.text = text
        }
    }

    /// First line on the old side, 1-based; where `oldCount` is 0, the line after which the new ones go.
    public let oldStart: Int
    public let oldCount: Int
    public let newStart: Int
    public let newCount: Int
    public let lines: HunkLines
    /// What stands after the second `@@`: usually the enclosing function.
    public let section: Bytes
    /// 1-based line of the hunk's header in the patch file.
    public let sourceLine: Int

    public init(
        oldStart: Int, oldCount: Int, newStart: Int, newCount: Int, lines: HunkLines, section: Bytes = [],
        sourceLine: Int = 0
    ) {
        self.oldStart = oldStart
        self.oldCount = oldCount
        self.newStart = newStart
        self.newCount = newCount
        self.lines = lines
        self.section = section
        self.sourceLine = sourceLine
    }

    /// With lines from anywhere, which are copied.
    public init(
        oldStart: Int, oldCount: Int, newStart: Int, newCount: Int, lines: [Line], section: Bytes = [],
        sourceLine: Int = 0
    ) {
        self.init(
            oldStart: oldStart, oldCount: oldCount, newStart: newStart, newCount: newCount, lines: HunkLines(lines),
            section: section, sourceLine: sourceLine)
    }

    public var insertions: Int { lines.count(of: .added) }
    public var deletions: Int { lines.count(of: .removed) }

    /// The hunk that takes the change back.
    public var reversed: Hunk {
        let turned = lines.map { line in
            switch line.kind {
            case .context: line
            case .removed: Line(.added, line.text)
            case .added: Line(.removed, line.text)
            }
        }
        return Hunk(
            oldStart: newStart, oldCount: newCount, newStart: oldStart, newCount: oldCount, lines: turned,
            section: section, sourceLine: sourceLine)
    }

    /// Number of context lines before the first change, and after the last.
    public var leadingContext: Int { lines.prefix { $0.kind == .context }.count }
    public var trailingContext: Int { lines.reversed().prefix { $0.kind == .context }.count }
}
