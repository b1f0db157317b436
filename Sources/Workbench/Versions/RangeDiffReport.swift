import GitStore
import PatchModel

/// Two versions of a series, patch by patch.
public struct RangeDiffReport: Sendable {
    public var old: String
    public var new: String
    public var rows: [Row]

    public struct Row: Sendable {
        public enum Status: String, Sendable {
            case equal, changed, dropped, added
        }

        public var status: Status
        public var old: Side?
        public var new: Side?
        /// The diff of the two patches, message included; empty unless the patch changed.
        public var diff: [UInt8]
    }

    /// A patch in its version.
    public struct Side: Sendable, Equatable {
        /// 1-based.
        public var number: Int
        public var name: PatchName
        public var subject: String
        /// The commit that it is.
        public var commit: PatchCommit?
    }

    public var isEqual: Bool { rows.allSatisfy { $0.status == .equal } }

    /// Pairs the patches of two versions and compares each pair.
    /// - Parameter creationFactor: what a patch without a partner costs, per cent of its lines.
    public init(from old: Series, to new: Series, creationFactor: Int = 60) throws {
        let (before, after) = (old.patches.map(PatchText.init), new.patches.map(PatchText.init))
        let (left, right) = (Side.all(of: old), Side.all(of: new))
        let pairing = try PatchPairing(before, after, creationFactor: creationFactor) {
            try LineDiff.size(from: $0.diff, to: $1.diff)
        }
        self.old = old.name
        self.new = new.name
        rows = try pairing.rows.map { row in
            switch row {
            case .dropped(let i): Row(status: .dropped, old: left[i], new: nil, diff: [])
            case .added(let j): Row(status: .added, old: nil, new: right[j], diff: [])
            case .pair(let i, let j):
                try Row(pairing: left[i], with: right[j], before[i], after[j])
            }
        }
    }
}

extension RangeDiffReport.Side {
    fileprivate static func all(of series: Series) -> [Self] {
        series.patches.enumerated().map { index, patch in
            Self(number: index + 1, name: patch.name, subject: patch.subject, commit: patch.commit)
        }
    }
}

extension RangeDiffReport.Row {
    fileprivate init(
        pairing old: RangeDiffReport.Side, with new: RangeDiffReport.Side, _ before: PatchText, _ after: PatchText
    ) throws {
        let hunks = try LineDiff.hunks(from: before.bytes, to: after.bytes)
        self.init(
            status: hunks.isEmpty ? .equal : .changed, old: old, new: new, diff: before.diffText(hunks))
    }
}
