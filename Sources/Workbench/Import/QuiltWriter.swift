import Foundation
import PatchModel

/// Writes a series as a quilt folder: a file a patch, `series`, and what stands around the patches.
struct QuiltWriter {
    private var files: [(name: String, bytes: [UInt8])] = []

    /// A series as it was read: patch files keep their bytes; mails, which quilt cannot decode, become patch files.
    init(loaded: LoadedSeries) {
        let header = loaded.missing.map { "# missing: \($0).patch, pending in the -mm tree\n" }
        let lines = loaded.series.patches.map { patch in
            Self.fileName(patch.name) + (patch.source.strip == 1 ? "" : " -p\(patch.source.strip)")
                + (patch.source.isReversed ? " -R" : "") + "\n"
        }
        add("series", Array((header + lines).joined().utf8))
        for patch in loaded.series.patches {
            add(Self.fileName(patch.name), loaded.isPatchFile(patch) ? Array(patch.source.text) : Self.text(of: patch))
        }
        add(SeriesNotes(coverLetter: loaded.coverLetter, pending: loaded.pending))
    }

    /// Patches whose diffs are made anew.
    init(patches: [(name: PatchName, header: PatchHeader, diff: [UInt8])], notes: SeriesNotes) {
        add("series", Array(patches.map { Self.fileName($0.name) + "\n" }.joined().utf8))
        for patch in patches {
            add(Self.fileName(patch.name), MailWriter(patch.header, diff: patch.diff[...]).patchFile)
        }
        add(notes)
    }

    private mutating func add(_ name: String, _ bytes: [UInt8]) { files.append((name, bytes)) }

    private mutating func add(_ notes: SeriesNotes) {
        for file in notes.files { add(file.name, Array(file.text.utf8)) }
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

    private static func fileName(_ name: PatchName) -> String { name.text + ".patch" }

    func write(to folder: URL) throws {
        for file in files {
            try Data(file.bytes).write(to: folder.appending(path: file.name, directoryHint: .notDirectory))
        }
    }
}
