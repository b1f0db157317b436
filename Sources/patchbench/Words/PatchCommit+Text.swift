import PatchModel

extension PatchCommit {
    /// `(merge of 3 commits)`; nil where it is no merge.
    var mergeText: String? { isMerge ? "(merge of \(counted(brings, "commit")))" : nil }

    /// The ranges whose lines a merge brings in.
    var sideRanges: [String] { parents.dropFirst().map { "\(parents[0].prefix(10))..\($0.prefix(10))" } }

    /// Which range to look into, for a merge.
    var insideText: String? {
        isMerge
            ? "commit \(abbreviation) is a merge of \(counted(brings, "commit")): "
                + sideRanges.joined(separator: ", ") : nil
    }
}
