/// What is wrong with a patch or a series file.
public enum Malformation: Hashable, Sendable {
    // paths, modes
    case unsafePath(String, PathProblem)
    /// Fewer components than `-pN` takes away.
    case nothingLeftAfterStrip(String, strip: Int)
    case badQuoting(String)
    case badMode(String)
    /// Mode 160000, a commit of another repository, and the lines do not name one.
    case badSubmodule(String)
    /// A file that git reads its settings from, as a symbolic link.
    case linkedGitFile(String)
    /// A submodule that comes, and `.gitmodules` stays as it is.
    case unnamedSubmodule(String)
    /// `git diff --submodule` tells of a submodule in words that nothing can apply.
    case submoduleInWords(String)
    case linkTargetWithNUL(String)

    // sections
    case noFileName
    /// `diff --git`, `---`, `+++` or a `rename` line name different files.
    case namesDisagree(String, String)
    /// The section says two kinds of change, or its hunks do not fit its kind.
    case contradictoryHeader(String)
    case hunkWithoutFile
    case binaryWithoutData(String)
    case badBinaryData(String)
    case edScript
    /// A context or normal diff.
    case notUnified
    case reverseImpossible(String)

    // hunks
    case badHunkHeader(String)
    case numberTooLarge(String)
    /// The file ends, or another section begins, before the hunk has the lines that its header states.
    case hunkTooShort(missingOld: Int, missingNew: Int)
    /// A line of a hunk follows after the number of lines that its header states.
    case hunkTooLong(String)
    case badHunkLine(String)
    /// `\ No newline at end of file` on a line that is not its side's last.
    case misplacedNoNewline
    case hunkWithoutChange
    /// An added line, shown here with the characters spelled out, reads otherwise than it is (CVE-2021-42574).
    case bidirectionalText(String)

    // compression
    /// A form of compression that has to be undone first.
    case compressed(Compression)
    /// Damaged, or it would grow beyond this many bytes.
    case badCompression(Compression, limit: Int)

    // mail
    case nulInHeader
    case unknownCharset(String)
    case badTransferEncoding(String)
    /// A mail, or a set of them, that makes no patch.
    case source(SourceProblem)

    // series
    case badSeriesOption(String, SeriesOptionProblem)
    case duplicateSeriesEntry(String)
}
