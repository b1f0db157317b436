import Workbench

/// The keys are an interface: they may be added to, never changed.
extension PartialPush: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, patch, files, folder
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(patch, forKey: .patch)
        try container.encode(files, forKey: .files)
        try container.encode(folder, forKey: .folder)
    }
}

extension PartialPush.File: Encodable {
    enum CodingKeys: String, CodingKey {
        case path, outcome, rejected, rejects
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path.description, forKey: .path)
        switch outcome {
        case .rejected(let hunks, _, let file):
            try container.encode("rejected", forKey: .outcome)
            try container.encode(hunks, forKey: .rejected)
            try container.encode(file.description, forKey: .rejects)
        case .left: try container.encode("left", forKey: .outcome)
        case .merged: try container.encode("merged", forKey: .outcome)
        case .conflicts: try container.encode("conflicts", forKey: .outcome)
        }
    }
}
