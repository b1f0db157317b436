import Workbench

/// The keys are an interface: they may be added to, never changed.
extension ReductionReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, answer, patches, hunks, tests, builds, of
    }

    private struct Total: Encodable {
        let patches: Int
        let hunks: Int
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        let word =
            switch answer {
            case .reduced: "reduced"
            case .doesNotFail: wasInterrupted ? "interrupted" : "does not fail"
            case .failsWithoutPatches: "fails without any patch"
            }
        try container.encode(word, forKey: .answer)
        try container.encode(patches, forKey: .patches)
        try container.encode(hunks, forKey: .hunks)
        try container.encode(Total(patches: allPatches, hunks: allHunks), forKey: .of)
        try container.encode(tests, forKey: .tests)
        try container.encode(builds, forKey: .builds)
    }
}

extension ReductionReport.Hunk: Encodable {
    enum CodingKeys: String, CodingKey {
        case patch, path, line
    }

    /// The line is null for a file as a whole.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(patch.number, forKey: .patch)
        try container.encode(path.description, forKey: .path)
        try container.encode(line, forKey: .line)
    }
}
