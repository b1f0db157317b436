import Workbench

/// The keys are an interface: they may be added to, never changed.
extension AnnotatedFile: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, file, stage, patches, lines
    }

    /// The patch is null for a line of the base.
    private struct Line: Encodable {
        let patch: Int?
        let text: String

        enum CodingKeys: String, CodingKey {
            case patch, text
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(patch, forKey: .patch)
            try container.encode(text, forKey: .text)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(path.description, forKey: .file)
        try container.encode(stage, forKey: .stage)
        try container.encode(patches, forKey: .patches)
        let lines = text.split(separator: 0x0a, omittingEmptySubsequences: false)
        try container.encode(
            zip(lines, owners).map { Line(patch: $1?.value, text: String(decoding: $0, as: UTF8.self)) },
            forKey: .lines)
    }
}
