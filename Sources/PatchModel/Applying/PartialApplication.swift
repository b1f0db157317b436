/// What came of applying those hunks of a file that have a place, and leaving the others.
public struct PartialOutcome: Sendable {
    public let bytes: [UInt8]
    public let placements: [HunkPlacement]
    /// The hunks without a place, in order, each with the reason.
    public let rejected: [(hunk: Hunk, failure: HunkFailure)]
}

extension Array<Hunk> {
    /// Applies the hunks that have a place.
    /// Cost: that of `apply` for each hunk that is rejected.
    public func applyPartly(to bytes: [UInt8], options: ApplyOptions = ApplyOptions()) -> PartialOutcome {
        var accepted = self
        var rejected: [(hunk: Hunk, failure: HunkFailure)] = []
        while true {
            switch accepted.apply(to: bytes, options: options) {
            case .applied(let result, let placements):
                return PartialOutcome(bytes: result, placements: placements, rejected: rejected)
            case .failed(let failure):
                rejected.append((accepted.remove(at: failure.hunk - 1), failure))
            }
        }
    }
}

extension FileChange {
    /// Rejected hunks as quilt and GNU patch leave them beside the file, in `.rej`.
    public func rejects(_ hunks: [Hunk]) -> [UInt8] {
        let names = (oldPath ?? path, newPath ?? path)
        return Array("--- \(names.0)\n+++ \(names.1)\n".utf8) + hunks.flatMap(\.text)
    }
}
