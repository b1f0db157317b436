import BenchmarkSupport
import Foundation

/// The case on disk, made once and kept:
///
///     repo.git          refs/heads/base, and on it the series, refs/heads/tip, and its second version,
///                       refs/heads/second
///     tree/             the base
///     series.mbox       the series by `git format-patch`
///     patches/          the same as a quilt folder
///     contents          what each patch leaves of its files, for the floor
struct CaseFolder {
    let path: String
    let files: Int
    let patches: Int

    var repository: String { "\(path)/repo.git" }
    /// What git's configuration says of whoever makes commits in a clone: it may say nothing on the machine.
    static let committer = ["user.name=Dev", "user.email=dev@example.org"]

    var contents: String { "\(path)/contents" }

    /// Where another run left off before the end, everything is made again.
    func makeIfMissing() throws {
        guard !FileManager.default.fileExists(atPath: "\(path)/complete-2") else { return }
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: "\(path)/tree", withIntermediateDirectories: true)
        try git("init", "-q", "--bare", repository)
        say("making \(files) files and \(patches) patches in \(path)")
        let stream = try importStream()
        try Child.run(["git", "--git-dir", repository, "fast-import", "--quiet", "--depth=1"], input: stream).check()
        try FileManager.default.removeItem(atPath: stream)
        try git("--git-dir", repository, "--work-tree", "\(path)/tree", "checkout", "-q", "-f", "base", "--", ".")
        try writePatches()
        try Data().write(to: URL(filePath: "\(path)/complete-2"))
    }

    private func git(_ arguments: String...) throws {
        try Child.run(["git", "-c", "core.compression=1", "-c", "core.quotePath=true"] + arguments).check()
    }

    /// What `git fast-import` reads, as a file; `contents` is written on the way.
    private func importStream() throws -> String {
        let tree = SyntheticTree(files: files)
        var stream = try Output("\(path)/stream")
        var known = try Output(contents)
        stream.commit("base", number: 0, subject: "base")
        for (file, path) in tree.paths.enumerated() {
            stream.put("M 100644 inline \(path)\n")
            stream.put(data: SyntheticTree.lines(of: file).joined())
        }
        for patch in SyntheticSeries(on: tree, count: patches) {
            stream.commit("tip", patch)
            for change in patch.changes {
                stream.put(change)
                known.put("\(patch.number) \(change.path)\n")
                if let lines = change.lines { known.put(data: lines.joined()) } else { known.put("removed\n") }
            }
        }
        for patch in SyntheticSeries(on: tree, count: patches, version: .second) {
            stream.commit("second", patch)
            for change in patch.changes { stream.put(change) }
        }
        try stream.close()
        try known.close()
        return "\(path)/stream"
    }

    private func writePatches() throws {
        let format = ["git", "--git-dir", repository, "format-patch", "-q", "--no-renames"]
        try Child.run(format + ["--stdout", "base..tip"], output: "\(path)/series.mbox").check()
        try Child.run(format + ["-o", "\(path)/patches", "base..tip"]).check()
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(path)/patches").sorted()
        try Data(names.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: "\(path)/patches/series"))
    }
}

/// A file written through a buffer.
private struct Output {
    private let file: FileHandle
    private var buffer: [UInt8] = []

    init(_ path: String) throws {
        try Data().write(to: URL(filePath: path))
        file = try FileHandle(forWritingTo: URL(filePath: path))
    }

    mutating func put(_ text: String) {
        buffer += text.utf8
        if buffer.count > 1 << 22 { flush() }
    }

    mutating func put(data text: String) {
        put("data \(text.utf8.count)\n")
        put(text)
        put("\n")
    }

    mutating func put(_ change: SyntheticSeries.Change) {
        guard let lines = change.lines else { return put("D \(change.path)\n") }
        put("M 100644 inline \(change.path)\n")
        put(data: lines.joined())
    }

    mutating func commit(_ branch: String, _ patch: SyntheticSeries.Patch) {
        commit(branch, number: patch.number, subject: patch.subject, from: patch.number == 1 ? "base" : nil)
    }

    mutating func commit(_ branch: String, number: Int, subject: String, from parent: String? = nil) {
        put("commit refs/heads/\(branch)\n")
        put("author Dev \(number % 37) <dev\(number % 37)@example.org> \(1_735_689_600 + 420 * number) +0000\n")
        put("committer Dev <dev@example.org> \(1_735_689_600 + 420 * number) +0000\n")
        put(
            data:
                "\(subject)\n\nWhy patch \(number) is wanted, in a line or two.\n\nSigned-off-by: Dev <d@example.org>\n"
        )
        if let parent { put("from refs/heads/\(parent)\n") }
    }

    private mutating func flush() {
        try? file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    mutating func close() throws {
        try file.write(contentsOf: buffer)
        try file.close()
    }
}
