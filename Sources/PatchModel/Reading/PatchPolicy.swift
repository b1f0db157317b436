/// What is refused of a patch unless the user says so.
public struct PatchPolicy: OptionSet, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Added lines and names with embeddings, overrides or isolates of Unicode's bidirectional algorithm.
    public static let bidirectionalText = PatchPolicy(rawValue: 1)
    /// Hunks that fit only with other line ends; they get those of the file.
    public static let otherLineEnds = PatchPolicy(rawValue: 2)
    /// Submodules that come without a line in `.gitmodules`, so that nobody can tell where they are from.
    public static let unnamedSubmodules = PatchPolicy(rawValue: 4)

    /// Mails `[PATCH k/n]` of which some are missing.
    public static let partialSeries = PatchPolicy(rawValue: 8)
    /// Patches without a diff, which change nothing.
    public static let emptyPatches = PatchPolicy(rawValue: 16)

    /// Added lines with characters that show nothing, and names that look alike: noted, unless it is allowed.
    public static let invisibleText = PatchPolicy(rawValue: 32)

    /// The words by which a user names what is allowed.
    public static let words = ["bidi", "crlf", "submodule", "partial", "empty", "invisible"]

    /// What a word allows; nil for one that is none.
    public init?(word: String) {
        guard let index = Self.words.firstIndex(of: word) else { return nil }
        self.init(rawValue: 1 << index)
    }

    /// The words for it.
    public var words: [String] { Self.words.indices.filter { rawValue & 1 << $0 != 0 }.map { Self.words[$0] } }
}
