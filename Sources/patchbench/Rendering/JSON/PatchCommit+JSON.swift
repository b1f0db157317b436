import PatchModel

/// What documents say of the commit that a patch is; null, and false, where it is none.
struct CommitEntry: Encodable {
    let commit: PatchCommit?

    enum CodingKeys: String, CodingKey {
        case origin, merge, brings, firstParent
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(commit?.id, forKey: .origin)
        try container.encode(commit?.isMerge ?? false, forKey: .merge)
        try container.encode(commit.flatMap { $0.isMerge ? $0.brings : nil }, forKey: .brings)
        try container.encode(commit?.parents.first, forKey: .firstParent)
    }
}
