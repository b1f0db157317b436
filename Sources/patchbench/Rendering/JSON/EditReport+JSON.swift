import Workbench

/// The keys are an interface: they may be added to, never changed.
extension EditReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, action, patch, into, files, patches, command, stage, folder, problem
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(stage, forKey: .stage)
        try container.encode(folder, forKey: .folder)
        try container.encode(problem?.kind, forKey: .problem)
        switch action {
        case .created(let patch):
            try container.encode("created", forKey: .action)
            try container.encode(patch.text, forKey: .patch)
        case .renamed(let old, let new):
            try container.encode("renamed", forKey: .action)
            try container.encode(old.text, forKey: .patch)
            try container.encode(new.text, forKey: .into)
        case .edited(let patch, let changed):
            try container.encode(changed ? "edited" : "nothing", forKey: .action)
            try container.encode(patch.text, forKey: .patch)
        case .refreshed(let patch, let files):
            try container.encode("refreshed", forKey: .action)
            try container.encode(patch.text, forKey: .patch)
            try container.encode(files.map(\.description), forKey: .files)
        case .folded(let patch, let target):
            try container.encode("folded", forKey: .action)
            try container.encode(patch.text, forKey: .patch)
            try container.encode(target.text, forKey: .into)
        case .dropped(let patch):
            try container.encode("dropped", forKey: .action)
            try container.encode(patch.text, forKey: .patch)
        case .reordered(let patches):
            try container.encode("reordered", forKey: .action)
            try container.encode(patches.map(\.text), forKey: .patches)
        case .undone(let command):
            try container.encode("undone", forKey: .action)
            try container.encode(command, forKey: .command)
        }
    }
}
