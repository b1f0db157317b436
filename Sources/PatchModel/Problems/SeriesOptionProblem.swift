/// Why a word behind a patch's name in a quilt series is not taken.
public enum SeriesOptionProblem: Hashable, Sendable {
    /// It stands where a name should.
    case beforeName
    /// Not an option at all, or none that patch(1) knows.
    case unknown
    /// Without the number that it needs, or with one beyond what can be.
    case badNumber
    /// White space would not be compared.
    case ignoresWhiteSpace
    /// Files elsewhere, or other ones than the patch says, would be read or written.
    case otherFiles
    /// Not the patch as it stands would be applied, or not as a whole.
    case otherwise
}
