/// A patch as text to compare with another version of it: what `git range-diff` compares.
///
/// Author and message, then every file under a heading of its own, its hunks without line numbers, so that a patch that
/// only moved is equal. Other than in git, a binary change names the content that it makes.
public struct PatchText: Sendable {
    public let name: PatchName
    public let subject: String
    /// The files that the patch touches.
    public let paths: Set<TreePath>
    /// From the author to the end of the message.
    public let message: [UInt8]
    public let diff: [UInt8]
    /// Lines of the diff as git counts them, by which it says what an unpaired patch costs.
    let size: Int

    /// All of it.
    public var bytes: [UInt8] { message + diff }

    public init(_ patch: Patch) { self.init(patch, message: Self.message(of: patch.header)) }

    private init(_ patch: Patch, message: [UInt8]) {
        name = patch.name
        subject = patch.header.subject
        paths = Set(patch.changes.flatMap { [$0.oldPath, $0.newPath].compactMap(\.self) })
        self.message = message
        var diff = DiffPart()
        for change in patch.changes { diff.add(change) }
        self.diff = diff.bytes
        size = diff.size
    }

    /// Sections of a patch without its message.
    public init(changes: [FileChange], name: PatchName) {
        self.init(
            Patch(
                name: name, header: PatchHeader(subject: ""), changes: changes,
                source: PatchSource(file: name.text, text: [], diff: [])), message: [])
    }

    private static func message(of header: PatchHeader) -> [UInt8] {
        var text = " ## Metadata ##\n"
        if let author = header.author { text += "Author: \(author.name) <\(author.email)>\n" }
        text += "\n ## Commit message ##\n"
        for line in header.message.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let kept = Array(line.utf8).trimmedEnd
            text += kept.isEmpty ? "\n" : "    \(kept.text)\n"
        }
        return Array(text.utf8)
    }
}

private struct DiffPart {
    private(set) var bytes: [UInt8] = []
    private(set) var size = 0

    mutating func add(_ change: FileChange) {
        bytes.append(ASCII.newline)
        line(" ## \(heading(of: change)) ##")
        switch change.content {
        case .text(let hunks): for hunk in hunks { add(hunk, of: change.path) }
        case .binary(let binary):
            line(" Binary content of \(binary.forward.size) bytes\(change.newBlob.map { ", " + $0 } ?? "")")
        }
    }

    private func heading(of change: FileChange) -> String {
        var text: String
        switch (change.kind, change.oldPath) {
        case (.create, _): text = "\(change.path) (new)"
        case (.delete, _): text = "\(change.path) (deleted)"
        case (.rename, let old?): text = "\(old) => \(change.path)"
        case (.copy, let old?): text = "\(old) => \(change.path) (copy)"
        default: text = change.path.description
        }
        if let old = change.oldMode, let new = change.newMode, old != new { text += " (mode change \(old) => \(new))" }
        return text
    }

    private mutating func add(_ hunk: Hunk, of path: TreePath) {
        bytes += "@@".utf8
        if !hunk.section.isEmpty { bytes += Array(" \(path): ".utf8) + hunk.section }
        end()
        for part in hunk.lines {
            bytes.append(part.kind.sign)
            bytes += part.text
            if part.text.last == ASCII.newline {
                size += 1
            } else {
                end()
                line(" \\ No newline at end of file")
            }
        }
    }

    private mutating func line(_ text: String) {
        bytes += text.utf8
        end()
    }

    private mutating func end() {
        bytes.append(ASCII.newline)
        size += 1
    }
}

extension Hunk.Line.Kind {
    /// The character that a unified diff marks such a line with.
    public var sign: UInt8 {
        switch self {
        case .context: ASCII.space
        case .removed: UInt8(ascii: "-")
        case .added: UInt8(ascii: "+")
        }
    }
}

extension PatchText {
    /// The hunks between two versions of the patch as `git range-diff` prints them: instead of line numbers the heading
    /// under which they stand.
    /// - Parameter hunks: the diff of `bytes` of this version and of the other one.
    public func diffText(_ hunks: [Hunk]) -> [UInt8] {
        let table = LineTable(bytes)
        return hunks.flatMap { hunk -> [UInt8] in
            let above = (0..<min(table.count, hunk.statedLine)).reversed()
            let heading = above.lazy.compactMap { Self.heading(table[$0].withoutLineEnd) }.first
            return Array("@@".utf8) + (heading.map { [ASCII.space] + $0 } ?? []) + [ASCII.newline] + hunk.body
        }
    }

    /// `Metadata` of ` ## Metadata ##`, and what follows `@@` in a hunk's header; at most 80 bytes, as in git.
    private static func heading(_ line: Bytes) -> Bytes? {
        if line.hasPrefix(" ## "), line.text.hasSuffix(" ##"), line.count > 7 {
            return line.dropFirst(4).dropLast(3).prefix(80)
        }
        let rest = line.hasPrefix("@@ ") ? line : line.dropFirst()
        return rest.hasPrefix("@@ ") ? rest.dropFirst(3).prefix(80).trimmedEnd : nil
    }
}
