/// A unified diff as files of lines that know what they are: for a page.
struct DiffText {
    struct File {
        /// Of the new side, or of the old one where the file goes.
        var path: String
        var lines: [Line]
    }

    struct Line {
        var kind: DiffLines.Kind
        /// Without the `+`, `-` or blank before it.
        var pieces: [WordDiff.Piece]

        var text: String { pieces.map(\.text).joined() }
    }

    private(set) var files: [File] = []

    /// - Parameter diff: As git writes it, `diff --git` lines included.
    init(_ diff: [UInt8]) {
        let lines = DiffLines(diff)
        for (index, file) in lines.files.enumerated() {
            let end = index + 1 < lines.files.count ? lines.files[index + 1].line : lines.count
            files.append(
                File(
                    path: file.path,
                    lines: (file.line + 1..<end).map { Line(kind: lines.kind(of: $0), pieces: lines.pieces(of: $0)) }))
        }
    }
}
