import Workbench

/// The keys are an interface: they may be added to, never changed.
extension EditReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, action, patch, into, files, patches, command, commands, operation, stage, folder, problem
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(stage, forKey: .stage)
        try container.encode(folder, forKey: .folder)
        try container.encode(problem?.kind, forKey: .problem)
        switch action {
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
        case .described(let patch):
            try container.encode("described", forKey: .action)
            try container.encode(patch.text, forKey: .patch)
        case .undone(let commands):
            try container.encode("undone", forKey: .action)
            try container.encode(commands[0], forKey: .command)
            try container.encode(commands, forKey: .commands)
        case .redone(let commands):
            try container.encode("redone", forKey: .action)
            try container.encode(commands[0], forKey: .command)
            try container.encode(commands, forKey: .commands)
        case .restored(let number, let command):
            try container.encode("restored", forKey: .action)
            try container.encode(command, forKey: .command)
            try container.encode(number, forKey: .operation)
        }
    }
}
