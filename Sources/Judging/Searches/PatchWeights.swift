import PatchModel

/// How likely patches are to have made a change, each compared with the others, before anything is measured. Where that
/// is right it saves runs; where it is wrong it costs some.
public struct PatchWeights: Sendable, Equatable {
    /// By the patches; 1 where none is given. Above 0.
    public var given: [StageNumber: Double] = [:]
    public var basis: Basis = .none

    public enum Basis: String, Sendable, CaseIterable {
        case none
        /// The square root of the lines that a patch adds and takes away.
        case size
    }

    public init() {}

    /// One for each patch above the first stage of the range up to its last; nil where all are alike.
    package func values(of series: Series, in range: StageRange) -> [Double]? {
        guard self != PatchWeights() else { return nil }
        return range.stages.dropFirst().map { (given[$0] ?? 1) * weight(of: series.patch(of: $0)) }
    }

    private func weight(of patch: Patch?) -> Double {
        guard basis == .size, let patch else { return 1 }
        return Double(max(1, patch.changes.reduce(0) { $0 + $1.insertions + $1.deletions })).squareRoot()
    }
}
