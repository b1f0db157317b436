import CLibgit2
import PatchModel

/// The diff of two texts in memory, as git makes it.
public enum LineDiff {
    /// The hunks that make `new` of `old`.
    /// - Parameter indentHeuristic: whether hunks are moved to where a reader would put them, as `git diff` does.
    public static func hunks(
        from old: [UInt8], to new: [UInt8], contextLines: Int = 3, indentHeuristic: Bool = true
    ) throws(GitStoreError) -> [Hunk] {
        if old == new { return [] }
        let patch = try patch(old, new, contextLines, indentHeuristic)
        var hunks: [Hunk] = []
        for index in 0..<git_patch_num_hunks(patch.pointer) {
            if let hunk = try hunk(index, of: patch.pointer) { hunks.append(hunk) }
        }
        return hunks
    }

    /// How many lines such a diff has, with hunk headers and context: what `git range-diff` takes for the cost of a
    /// pair.
    public static func size(from old: [UInt8], to new: [UInt8]) throws(GitStoreError) -> Int {
        if old == new { return 0 }
        let patch = try patch(old, new, 3, false)
        var size = 0
        for index in 0..<git_patch_num_hunks(patch.pointer) {
            let lines = git_patch_num_lines_in_hunk(patch.pointer, index)
            try Libgit2.check(lines, "count the lines of a hunk")
            size += 1 + Int(lines)
        }
        return size
    }

    private static func patch(
        _ old: [UInt8], _ new: [UInt8], _ contextLines: Int, _ indentHeuristic: Bool
    ) throws(GitStoreError) -> Owned {
        Libgit2.start
        var options = git_diff_options()
        Libgit2.expect(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
        options.flags = GIT_DIFF_FORCE_TEXT.rawValue
        if indentHeuristic { options.flags |= GIT_DIFF_INDENT_HEURISTIC.rawValue }
        options.context_lines = UInt32(clamping: contextLines)
        return try Owned("compare two texts", free: git_patch_free) {
            git_patch_from_buffers(&$0, old, old.count, nil, new, new.count, nil, &options)
        }
    }

    private static func hunk(_ index: Int, of patch: OpaquePointer) throws(GitStoreError) -> Hunk? {
        var found: UnsafePointer<git_diff_hunk>?
        var count = 0
        try Libgit2.check(git_patch_get_hunk(&found, &count, patch, index), "read a hunk")
        guard let hunk = found?.pointee else { return nil }
        var lines: [Hunk.Line] = []
        for number in 0..<count {
            var line: UnsafePointer<git_diff_line>?
            try Libgit2.check(git_patch_get_line_in_hunk(&line, patch, index, number), "read a line")
            guard let line = line?.pointee else { continue }
            // Any other origin is the remark on a missing newline.
            let kinds: [UInt8: Hunk.Line.Kind] = [
                0x20: .context, UInt8(ascii: "+"): .added, UInt8(ascii: "-"): .removed,
            ]
            guard let kind = kinds[UInt8(bitPattern: line.origin)] else { continue }
            lines.append(
                Hunk.Line(kind, Array(UnsafeRawBufferPointer(start: line.content, count: line.content_len))[...]))
        }
        return Hunk(
            oldStart: Int(hunk.old_start), oldCount: Int(hunk.old_lines), newStart: Int(hunk.new_start),
            newCount: Int(hunk.new_lines), lines: lines)
    }
}
