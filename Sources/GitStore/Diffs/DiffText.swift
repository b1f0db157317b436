import CLibgit2
import Glibc
import PatchModel

/// Writes one file's section of a diff as git does.
///
/// The hunks are libgit2's. Its headers are not used, because they differ from git's in the similarity of renames and
/// in empty files.
struct DiffText {
    private let patch: OpaquePointer
    private let repository: Repository
    private let showsBinary: Bool
    private let delta: git_diff_delta
    private let old: [UInt8]
    private let new: [UInt8]

    init(_ patch: OpaquePointer, repository: Repository, showsBinary: Bool) {
        self.patch = patch
        self.repository = repository
        self.showsBinary = showsBinary
        delta = git_patch_get_delta(patch).pointee
        old = [UInt8](cString: delta.old_file.path)
        new = [UInt8](cString: delta.new_file.path)
    }

    func section() throws(GitStoreError) -> [UInt8] {
        let isBinary = delta.flags & GIT_DIFF_FLAG_BINARY.rawValue != 0
        // A binary file that only moved has no content to show.
        if isBinary, showsBinary, !isSameContent { return try librarySection() }
        var text = Array((try header()).utf8)
        let hunks = git_patch_num_hunks(patch)
        if isBinary, !isSameContent {
            text += Array(
                "Binary files \(side(old, "a/", exists: hasOld)) and \(side(new, "b/", exists: hasNew)) differ\n".utf8)
        } else if hunks > 0 {
            let names =
                "--- \(side(old, "a/", exists: hasOld, tab: true))\n+++ \(side(new, "b/", exists: hasNew, tab: true))\n"
            text += Array(names.utf8)
            for index in 0..<hunks { try append(hunk: index, to: &text) }
        }
        return text
    }

    private var hasOld: Bool { delta.status != GIT_DELTA_ADDED }
    private var hasNew: Bool { delta.status != GIT_DELTA_DELETED }
    private var isSameContent: Bool { ObjectID(delta.old_file.id) == ObjectID(delta.new_file.id) }

    private func side(_ path: [UInt8], _ prefix: String, exists: Bool, tab: Bool = false) -> String {
        guard exists else { return "/dev/null" }
        let name = QuotedName.write(Array(prefix.utf8) + path)
        // Git ends a name with blanks in it with a tab, for GNU patch's sake.
        return tab && path.contains(0x20) && !name.hasPrefix("\"") ? name + "\t" : name
    }

    private func header() throws(GitStoreError) -> String {
        var text = "diff --git \(side(old, "a/", exists: true)) \(side(new, "b/", exists: true))\n"
        let modes = (octal(delta.old_file.mode), octal(delta.new_file.mode))
        if !hasOld {
            text += "new file mode \(modes.1)\n"
        } else if !hasNew {
            text += "deleted file mode \(modes.0)\n"
        } else if modes.0 != modes.1 {
            text += "old mode \(modes.0)\nnew mode \(modes.1)\n"
        }
        if delta.status == GIT_DELTA_RENAMED || delta.status == GIT_DELTA_COPIED {
            let verb = delta.status == GIT_DELTA_RENAMED ? "rename" : "copy"
            text += "similarity index \(try similarity())%\n"
            text += "\(verb) from \(QuotedName.write(old))\n\(verb) to \(QuotedName.write(new))\n"
        }
        if !isSameContent {
            let ids = [delta.old_file.id, delta.new_file.id].map { ObjectID($0).description.prefix(7) }
            text += "index \(ids[0])..\(ids[1])" + (modes.0 == modes.1 ? " \(modes.0)\n" : "\n")
        }
        return text
    }

    private func octal(_ mode: UInt16) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    private func similarity() throws(GitStoreError) -> Int {
        if isSameContent { return 100 }
        let contents = (
            try repository.blob(ObjectID(delta.old_file.id)), try repository.blob(ObjectID(delta.new_file.id))
        )
        return Similarity.percent(of: contents.0, and: contents.1)
    }

    private func append(hunk index: Int, to text: inout [UInt8]) throws(GitStoreError) {
        var hunk: UnsafePointer<git_diff_hunk>?
        var count = 0
        try Libgit2.check(git_patch_get_hunk(&hunk, &count, patch, index), "read a hunk")
        guard let hunk else { return }
        withUnsafeBytes(of: hunk.pointee.header) { text += $0.prefix(hunk.pointee.header_len) }
        for number in 0..<count {
            var line: UnsafePointer<git_diff_line>?
            try Libgit2.check(git_patch_get_line_in_hunk(&line, patch, index, number), "read a line")
            guard let line = line?.pointee else { continue }
            // Any other origin is the remark on a missing newline.
            let origin = UInt8(bitPattern: line.origin)
            if [0x20, UInt8(ascii: "+"), UInt8(ascii: "-")].contains(origin) { text.append(origin) }
            text += UnsafeRawBufferPointer(start: line.content, count: line.content_len)
        }
    }

    private func librarySection() throws(GitStoreError) -> [UInt8] {
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        try Libgit2.check(git_patch_to_buf(&buffer, patch), "print a binary diff")
        return buffer.ptr.map { Array(UnsafeRawBufferPointer(start: $0, count: buffer.size)) } ?? []
    }
}

/// How much of one text stands in another, as git measures it (diffcore-delta.c).
enum Similarity {
    /// Bytes of the old text that are in the new, per cent of the longer of the two.
    static func percent(of old: [UInt8], and new: [UInt8]) -> Int {
        let longer = max(old.count, new.count)
        guard longer > 0 else { return 100 }
        let counts = (pieces(of: old), pieces(of: new))
        let copied = counts.0.reduce(0) { $0 + min($1.value, counts.1[$1.key] ?? 0) }
        let scale = 60_000
        return copied * scale / longer * 100 / scale
    }

    /// Bytes by piece: a line, or 64 bytes of a longer one.
    private static func pieces(of text: [UInt8]) -> [ArraySlice<UInt8>: Int] {
        var counts: [ArraySlice<UInt8>: Int] = [:]
        var start = 0
        for index in text.indices where text[index] == 0x0a || index - start == 63 || index == text.count - 1 {
            counts[text[start...index], default: 0] += index + 1 - start
            start = index + 1
        }
        return counts
    }
}
