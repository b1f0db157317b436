/// Reads the file sections of a unified diff, git's or plain, and skips what stands between them.
///
/// Linear in the input; what it returns shares the input's storage.
struct DiffReader {
    /// For messages.
    let file: String
    /// How many leading components of each path go, as with `patch -pN`.
    let strip: Int
    var allowed: PatchPolicy = []
    var cursor: LineCursor
    var changes: [FileChange] = []
    /// 1-based number of the hunk that is being read, within its section.
    var hunk: Int?
    private let cancellation = Cancellation()

    init(_ bytes: Bytes, file: String, strip: Int, lineNumber: Int) {
        self.file = file
        self.strip = strip
        cursor = LineCursor(bytes, lineNumber: lineNumber)
    }

    mutating func read() throws(PatchError) -> [FileChange] {
        /// Whether the lines that come belong to a file header that no hunk followed.
        var isAfterHeader = false
        while let line = cursor.peek() {
            if line.hasPrefix("diff --git ") {
                try cancellation.check()
                try readGitSection()
                isAfterHeader = false
            } else if isPlainHeader(line) {
                isAfterHeader = try !readPlainSection()
            } else {
                try refuseForeign(line, isAfterHeader: isAfterHeader || changes.isEmpty)
                isAfterHeader = isAfterHeader || line.hasPrefix("Index: ") || line.hasPrefix("diff -")
                cursor.next()
            }
        }
        try refuseUnnamedSubmodules()
        try refuseLinkedGitFiles()
        return changes
    }

    /// What git refuses in an index, or reads no settings from (gitmodules(5), gitattributes(5), gitignore(5)).
    private static let gitFiles: Set = [".gitmodules", ".gitattributes", ".gitignore", ".mailmap"]

    private func refuseLinkedGitFiles() throws(PatchError) {
        for change in changes where change.newMode == .symbolicLink {
            let name = String(decoding: change.path.bytes.split(separator: 0x2f).last ?? [], as: UTF8.self)
            guard Self.gitFiles.contains(name.lowercased()) else { continue }
            throw error(.linkedGitFile(change.path.description), line: change.sourceLine)
        }
    }

    private func refuseUnnamedSubmodules() throws(PatchError) {
        guard !allowed.contains(.unnamedSubmodules),
            let change = changes.first(where: { $0.kind == .create && $0.newMode == .submodule }),
            !changes.contains(where: { $0.path.description == ".gitmodules" })
        else { return }
        throw error(.unnamedSubmodule(change.path.description), line: change.sourceLine)
    }

    /// Throws where a text without any section holds changes in another form, which would be lost in silence.
    mutating func refuseOtherForms() throws(PatchError) {
        while let line = cursor.peek() {
            try refuseForeign(line, isAfterHeader: true)
            cursor.next()
        }
    }

    /// `--- ` with `+++ ` on the next line.
    func isPlainHeader(_ line: Bytes) -> Bool {
        line.hasPrefix("--- ") && cursor.peekSecond()?.hasPrefix("+++ ") == true
    }

    /// Lines outside any section that mean a change which would otherwise be lost in silence, or worse, be run.
    private func refuseForeign(_ line: Bytes, isAfterHeader: Bool) throws(PatchError) {
        if line.hasPrefix("@@ -") { throw error(.hunkWithoutFile) }
        if line.hasPrefix("GIT binary patch") { throw error(.hunkWithoutFile) }
        if line.hasPrefix("Binary files "), line.trimmedEnd.text.hasSuffix(" differ") {
            throw error(.binaryWithoutData(line.trimmedEnd.excerpt))
        }
        if line.hasPrefix("***************") || line.hasPrefix("@@@ ") { throw error(.notUnified) }
        if Self.tellsOfSubmodule(line) { throw error(.submoduleInWords(line.trimmedEnd.excerpt)) }
        if line.hasPrefix("diff --cc ") || line.hasPrefix("diff --combined ") { throw error(.notUnified) }
        guard isAfterHeader, let command = Self.editCommand(line) else { return }
        throw error(command == .ed ? .edScript : .notUnified)
    }

    /// `Submodule lib 1a2b3c4..5d6e7f8:`, or `...` for a way that is no straight one;
    /// `0000000...5d6e7f8 (new submodule)`.
    private static func tellsOfSubmodule(_ line: Bytes) -> Bool {
        guard line.hasPrefix("Submodule ") else { return false }
        return line.text.firstMatch(of: /^Submodule .* [0-9a-f]{7,40}\.{2,3}[0-9a-f]{7,40}(:| \()/) != nil
    }

    private enum EditCommand { case ed, normal }

    /// `1,3d`, `4a`, `7c` of an ed script; `1,3c1,4` of a normal diff.
    private static func editCommand(_ line: Bytes) -> EditCommand? {
        guard let rest = afterRange(line.withoutLineEnd), let command = rest.first, "acd".utf8.contains(command) else {
            return nil
        }
        let tail = rest.dropFirst()
        if tail.isEmpty { return .ed }
        return afterRange(tail)?.isEmpty == true ? .normal : nil
    }

    private static func afterRange(_ text: Bytes) -> Bytes? {
        guard let rest = text.leadingNumber?.rest else { return nil }
        return rest.first == UInt8(ascii: ",") ? rest.dropFirst().leadingNumber?.rest : rest
    }

    func error(_ malformation: Malformation, line: Int? = nil) -> PatchError {
        .malformed(SourceLocation(file: file, line: line ?? cursor.lineNumber, hunk: hunk), malformation)
    }
}
