import Foundation
import PatchModel

/// What a series has beside its patches, in two files of its quilt folder: `cover-letter.txt`, the subject, a blank
/// line and the text; and `pending.txt`, a patch's name a line.
package struct SeriesNotes {
    package var coverLetter: PatchHeader?
    package var pending: [PatchName]

    private static let coverLetterFile = "cover-letter.txt"
    private static let pendingFile = "pending.txt"

    package init(coverLetter: PatchHeader?, pending: [PatchName]) {
        self.coverLetter = coverLetter
        self.pending = pending
    }

    /// Where they are, or would be.
    static func files(in folder: URL) -> [URL] {
        [coverLetterFile, pendingFile].map { folder.appending(path: $0, directoryHint: .notDirectory) }
    }

    package init(folder: URL) {
        func text(_ name: String) -> String? {
            try? String(contentsOf: folder.appending(path: name, directoryHint: .notDirectory), encoding: .utf8)
        }
        pending = (text(Self.pendingFile) ?? "").split(whereSeparator: \.isWhitespace).map { PatchName(String($0)) }
        coverLetter = text(Self.coverLetterFile).map { text in
            let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let body = parts.count > 1 ? String(parts[1]) : ""
            return PatchHeader(
                subject: String(parts[0]), body: body.trimmingCharacters(in: .newlines))
        }
    }

    /// The files' names and texts, without those that would be empty.
    package var files: [(name: String, text: String)] {
        var files: [(name: String, text: String)] = []
        if let coverLetter { files.append((Self.coverLetterFile, coverLetter.message)) }
        if !pending.isEmpty { files.append((Self.pendingFile, pending.map { $0.text + "\n" }.joined())) }
        return files
    }
}
