import GitStore
import PatchModel

/// What a command made of a series' files.
public struct EditReport: Sendable {
    public enum Action: Sendable {
        /// The files of the work tree that went into the patch; none where nothing had changed.
        case refreshed(PatchName, [TreePath])
        case folded(PatchName, into: PatchName)
        case dropped(PatchName)
        /// The whole series, in its new order.
        case reordered([PatchName])
        /// The command that was taken back.
        case undone(String)
    }

    public var series: String
    public var action: Action
    /// What the work tree holds now.
    public var stage: StageLabel
    public var folder: String
    /// The first patch that does not apply any more.
    public var problem: StageProblem?
}

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
        try container.encodeIfPresent(problem?.kind, forKey: .problem)
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
        case .undone(let command):
            try container.encode("undone", forKey: .action)
            try container.encode(command, forKey: .command)
        }
    }
}
