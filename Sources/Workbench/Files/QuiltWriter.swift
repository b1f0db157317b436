import Files
import Input
import PatchModel

/// Writes a series as a quilt folder: a file a patch, `series`, and what stands around the patches.
struct QuiltWriter {
    private var files: [(name: String, bytes: [UInt8])] = []
    /// Of the file `series`.
    private var lines: [String] = []

    /// A series as it was read: patch files keep their bytes; mails, which quilt cannot decode, become patch files.
    init(loaded: LoadedSeries) {
        for name in loaded.missing { lines.append("# missing: \(name).patch, pending in the -mm tree") }
        for patch in loaded.series.patches {
            add(
                patch.name, patch.header, options: patch.source.options,
                loaded.isPatchFile(patch) ? Array(patch.source.text) : Self.text(of: patch))
        }
        add(SeriesNotes(coverLetter: loaded.coverLetter, pending: loaded.pending))
    }

    /// Patches whose diffs are made anew.
    init(patches: [(name: PatchName, header: PatchHeader, diff: [UInt8])], notes: SeriesNotes) {
        for patch in patches {
            add(patch.name, patch.header, MailWriter(patch.header, diff: patch.diff[...]).patchFile)
        }
        add(notes)
    }

    private mutating func add(_ name: PatchName, _ header: PatchHeader, options: String = "", _ bytes: [UInt8]) {
        // A line of the series file has room for plain names only.
        let number = files.count + 1
        let name = name.isGood ? name : PatchName(number: number, subject: header.subject)
        lines.append("\(name).patch" + options)
        files.append(("\(name).patch", bytes))
    }

    private mutating func add(_ notes: SeriesNotes) {
        for file in notes.files { files.append((file.name, Array(file.text.utf8))) }
    }

    private static func text(of patch: Patch) -> [UInt8] {
        var diff = patch.source.diff
        // The writer ends the message itself.
        while let end = diff.firstIndex(of: UInt8(ascii: "\n")),
            diff[..<end].isEmpty || diff[..<end].elementsEqual("---".utf8)
        {
            diff = diff[(end + 1)...]
        }
        return MailWriter(patch.header, diff: diff).patchFile
    }

    /// - Throws: `WorkbenchError.interrupted` between two files where the task is cancelled.
    func write(to folder: Folder) throws {
        let writer = try FileWriter(folder)
        let series = (name: "series", bytes: Array(lines.map { $0 + "\n" }.joined().utf8))
        for (index, file) in ([series] + files).enumerated() {
            if Task.isCancelled { throw WorkbenchError.interrupted(after: max(0, index - 1), of: lines.count) }
            try writer.write(file.bytes, to: file.name.utf8)
        }
    }
}

extension PatchName {
    /// Whether a line of a series file has room for it.
    var isGood: Bool {
        (try? TreePath(text)) != nil && !text.hasPrefix("-") && !text.hasPrefix("#")
            && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
            && !text.split(separator: "/").contains { $0.hasPrefix(".") }
    }
}

extension PatchSource {
    /// Behind the patch's name in a series file.
    fileprivate var options: String {
        (strip == 1 ? "" : " -p\(strip)") + (isReversed ? " -R" : "") + (fuzzLimit.map { " -F\($0)" } ?? "")
    }
}
