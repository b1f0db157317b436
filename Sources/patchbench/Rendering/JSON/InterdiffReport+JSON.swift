import Workbench

/// The keys are an interface: they may be added to, never changed.
extension InterdiffReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case diff, unlike
    }

    private struct Entry: Encodable {
        let path: String
        let diff: String
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(String(decoding: diff, as: UTF8.self), forKey: .diff)
        let entries = unlike.map {
            Entry(path: $0.path.description, diff: String(decoding: $0.diff, as: UTF8.self))
        }
        try container.encode(entries, forKey: .unlike)
    }
}
