/// A place in a patch or series file.
public struct SourceLocation: Hashable, Codable, Sendable {
    /// The file's name as the caller gave it.
    public let file: String
    /// 1-based.
    public let line: Int
    /// 1-based number of the hunk within its file section.
    public let hunk: Int?

    public init(file: String, line: Int, hunk: Int? = nil) {
        self.file = file
        self.line = line
        self.hunk = hunk
    }
}
