import PatchModel

/// Makes a patch lead to another tree than before, and keeps every byte of its file that need not change.
public struct PatchRewriter {
    private let repository: Repository
    private let patch: Patch
    private let file: PatchFile
    /// The trees before the patch and wanted after it.
    private let before: ObjectID
    private let wanted: ObjectID

    /// Nil where the patch's file cannot be changed in parts: an encoded mail, or a patch that is taken back.
    public init?(_ patch: Patch, from before: ObjectID, to wanted: ObjectID, in repository: Repository) {
        guard let file = PatchFile(patch) else { return nil }
        self.repository = repository
        self.patch = patch
        self.file = file
        self.before = before
        self.wanted = wanted
    }

    /// The patch's new text; nil where its form cannot express the change.
    ///
    /// Sections that still make what is wanted of their files stay as they stand; of a changed text file the lines
    /// above the hunks stay.
    public func text() throws -> [UInt8]? {
        var left = Set(try repository.steps(from: before, to: wanted).map(\.path))
        var sections: [Bytes] = []
        for group in groups {
            let paths = group.paths
            if try isRight(group) {
                sections += group.sections.map(\.text)
            } else if let section = try renaming(group) {
                sections.append(section)
            } else {
                for path in paths.sorted() where left.contains(path) {
                    guard let section = try section(of: path, like: group.sections) else { return nil }
                    sections.append(section)
                }
            }
            left.subtract(paths)
        }
        for path in left.sorted() {
            guard let section = try section(of: path, like: []) else { return nil }
            sections.append(section)
        }
        let text = file.text(with: sections)
        return try leads(text) ? text : nil
    }

    /// Sections that belong together, because they touch the same files.
    private struct Group {
        var sections: [PatchFile.Section]
        var paths: Set<TreePath>
    }

    private var groups: [Group] {
        var groups: [Group] = []
        for section in file.sections {
            var group = Group(sections: [section], paths: section.change.paths)
            for index in groups.indices.reversed() where !groups[index].paths.isDisjoint(with: group.paths) {
                let other = groups.remove(at: index)
                group = Group(sections: other.sections + group.sections, paths: other.paths.union(group.paths))
            }
            groups.append(group)
        }
        return groups
    }

    private func isRight(_ group: Group) throws -> Bool {
        var part = patch
        part.changes = group.sections.map(\.change)
        guard case .applied(let edits, _) = try part.apply(to: TreeBase(repository: repository, tree: before)) else {
            return false
        }
        return try edits.allSatisfy { edit in
            switch (edit.content, try repository.file(edit.path, in: wanted)) {
            case (.removed, nil): true
            case (.file(let mode, let bytes), let file?):
                try file.mode == mode && file.id == Repository.id(of: bytes, mode: mode)
            default: false
            }
        }
    }

    /// A rename with the content as it is now; nil where it is none, or no more.
    private func renaming(_ group: Group) throws -> Bytes? {
        guard group.sections.count == 1, group.sections[0].change.kind == .rename, patch.source.strip == 1 else {
            return nil
        }
        let options = DiffOptions(
            paths: Pathspec(files: group.paths.sorted()), contextLines: contextLines, showsBinary: true)
        let made = try repository.diff(from: before, to: wanted, options: options)
        let changes = try Patch(reading: made, file: patch.source.file, allowing: .bidirectionalText).changes
        return changes.map(\.kind) == [.rename] ? made[...] : nil
    }

    private var contextLines: Int {
        max(3, file.sections.flatMap(\.change.hunks).map { max($0.leadingContext, $0.trailingContext) }.max() ?? 0)
    }

    /// A section for one file, with the header of the one that there was, if it fits.
    private func section(of path: TreePath, like old: [PatchFile.Section]) throws -> Bytes? {
        let made = try diff(of: path)
        let files = (try repository.file(path, in: before), try repository.file(path, in: wanted))
        if old.count == 1, let header = SectionHeader(old[0]), header.fits(files.0, files.1),
            let start = SectionHeader.hunks(in: made[...])
        {
            return header.text(files.0?.id, files.1?.id) + made[start...]
        }
        guard isPlain || patch.source.strip != 1, patch.source.strip <= 1, Self.isPlain(files.0?.mode, files.1?.mode),
            let start = SectionHeader.hunks(in: made[...])
        else { return patch.source.strip == 1 ? made[...] : nil }
        let names = [("a/", files.0), ("b/", files.1)].map { prefix, file in
            file == nil ? "/dev/null" : (patch.source.strip == 1 ? prefix : "") + path.description
        }
        return Array("--- \(names[0])\n+++ \(names[1])\n".utf8) + made[start...]
    }

    private var isPlain: Bool { !file.sections.isEmpty && file.sections.allSatisfy { !$0.change.isGit } }

    /// Whether a diff without git's lines says it all.
    private static func isPlain(_ old: FileMode?, _ new: FileMode?) -> Bool {
        if [old, new].contains(where: { $0.map { !$0.isAlike(.regular) } ?? false }) { return false }
        return old == nil ? new == .regular : new == nil || old == new
    }

    /// The diff of one file; without headings after `@@` where the patch has none.
    private func diff(of path: TreePath) throws -> [UInt8] {
        let options = DiffOptions(
            paths: Pathspec(files: [path]), contextLines: contextLines, findsRenames: false, showsBinary: true)
        let made = try repository.diff(from: before, to: wanted, options: options)
        let hunks = file.sections.flatMap(\.change.hunks)
        guard !hunks.isEmpty, hunks.allSatisfy(\.section.isEmpty), let start = SectionHeader.hunks(in: made[...]),
            let change = try Patch(reading: made, file: patch.source.file, allowing: .bidirectionalText).changes.first
        else { return made }
        return made[..<start] + change.hunks.flatMap { $0.withoutSection.text }
    }

    private func leads(_ text: [UInt8]) throws -> Bool {
        let source = patch.source
        guard
            let read = try? Patch(
                reading: text, file: source.file, name: patch.name, strip: source.strip, allowing: .bidirectionalText),
            case .applied(let tree, _) = try repository.apply(read, to: before)
        else { return false }
        return tree == wanted
    }
}

/// What stands above the hunks of a section.
private struct SectionHeader {
    private let change: FileChange
    private let lines: Bytes

    init?(_ section: PatchFile.Section) {
        guard !section.change.isBinary, let start = Self.hunks(in: section.text) else { return nil }
        change = section.change
        lines = section.text[..<start]
    }

    /// Where the first hunk begins.
    static func hunks(in section: Bytes) -> Int? {
        section.firstRange(of: Array("\n@@ -".utf8)).map { $0.lowerBound + 1 }
    }

    /// Whether the header says what becomes of the file, apart from its content.
    func fits(_ old: TreeFile?, _ new: TreeFile?) -> Bool {
        switch (change.kind, old, new) {
        case (.modify, let old?, let new?):
            (change.newMode ?? old.mode) == new.mode && (change.oldMode ?? old.mode) == old.mode
        case (.create, nil, let new?): (change.newMode ?? .regular) == new.mode
        case (.delete, .some, nil): true
        default: false
        }
    }

    /// With the ids of the contents as they are now, in the length that they had.
    func text(_ old: ObjectID?, _ new: ObjectID?) -> Bytes {
        guard let oldBlob = change.oldBlob, let newBlob = change.newBlob else { return lines }
        let ids = [(old, oldBlob), (new, newBlob)].map { id, blob in
            (id?.description ?? String(repeating: "0", count: 40)).prefix(blob.utf8.count)
        }
        let was = Array("index \(oldBlob)..\(newBlob)".utf8)
        guard let range = lines.firstRange(of: was) else { return lines }
        return lines[..<range.lowerBound] + Array("index \(ids[0])..\(ids[1])".utf8) + lines[range.upperBound...]
    }
}
