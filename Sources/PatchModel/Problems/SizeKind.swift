/// What of the files of a series is limited altogether.
public enum SizeKind: String, Hashable, Sendable, CaseIterable {
    /// What compressed files grow to.
    case compressed
    /// What binary changes make that hold their files whole.
    case literal
    /// What binary changes make of other files.
    case delta
    /// The messages of patches, and the cover letter's.
    case message
}
