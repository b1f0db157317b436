import Workbench

/// The keys are an interface: they may be added to, never changed.
extension RangeDiffReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case old, new, patches
    }

    private struct Entry: Encodable {
        let status: String
        let old: Side?
        let new: Side?
        let diff: String?
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(old, forKey: .old)
        try container.encode(new, forKey: .new)
        let entries = rows.map { row in
            Entry(
                status: row.status.rawValue, old: row.old, new: row.new,
                diff: row.diff.isEmpty ? nil : String(decoding: row.diff, as: UTF8.self))
        }
        try container.encode(entries, forKey: .patches)
    }
}

extension RangeDiffReport.Side: Encodable {
    enum CodingKeys: String, CodingKey {
        case number, name, subject
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try container.encode(name.text, forKey: .name)
        try container.encode(subject, forKey: .subject)
        try CommitEntry(commit: commit).encode(to: encoder)
    }
}
