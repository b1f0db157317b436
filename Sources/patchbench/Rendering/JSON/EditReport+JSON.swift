import PatchModel
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension EditReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, action, patch, into, files, patches, command, commands, operation, hunks, stage, folder, problem
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(stage, forKey: .stage)
        try container.encode(folder, forKey: .folder)
        try container.encode(problem?.kind, forKey: .problem)
        let facts = action.facts
        try container.encode(facts.action, forKey: .action)
        try container.encodeIfPresent(facts.patch?.text, forKey: .patch)
        try container.encodeIfPresent(facts.into?.text, forKey: .into)
        try container.encodeIfPresent(facts.files?.map(\.description), forKey: .files)
        try container.encodeIfPresent(facts.patches?.map(\.text), forKey: .patches)
        try container.encodeIfPresent(facts.command ?? facts.commands?.first, forKey: .command)
        try container.encodeIfPresent(facts.commands, forKey: .commands)
        try container.encodeIfPresent(facts.operation, forKey: .operation)
        try container.encodeIfPresent(facts.hunks, forKey: .hunks)
    }
}

/// What is said of an action.
private struct ActionFacts {
    let action: String
    var patch: PatchName?
    var into: PatchName?
    var files: [TreePath]?
    var patches: [PatchName]?
    var command: String?
    var commands: [String]?
    var operation: Int?
    var hunks: [EditReport.AbsorbedHunk]?
}

extension EditReport.Action {
    fileprivate var facts: ActionFacts {
        switch self {
        case .created(let patch): ActionFacts(action: "created", patch: patch)
        case .renamed(let old, let new): ActionFacts(action: "renamed", patch: old, into: new)
        case .edited(let patch, true): ActionFacts(action: "edited", patch: patch)
        case .edited(let patch, false): ActionFacts(action: "nothing", patch: patch)
        case .split(let patch, let rest): ActionFacts(action: "split", patch: patch, into: rest)
        case .spilled(let patch, let files): ActionFacts(action: "spilled", patch: patch, files: files)
        case .absorbed(let hunks): ActionFacts(action: "absorbed", hunks: hunks)
        case .refreshed(let patch, let files): ActionFacts(action: "refreshed", patch: patch, files: files)
        case .folded(let patch, let target): ActionFacts(action: "folded", patch: patch, into: target)
        case .dropped(let patch): ActionFacts(action: "dropped", patch: patch)
        case .described(let patch): ActionFacts(action: "described", patch: patch)
        case .reordered(let patches): ActionFacts(action: "reordered", patches: patches)
        case .undone(let commands): ActionFacts(action: "undone", commands: commands)
        case .redone(let commands): ActionFacts(action: "redone", commands: commands)
        case .restored(let number, let command):
            ActionFacts(action: "restored", command: command, operation: number)
        }
    }
}

extension EditReport.AbsorbedHunk: Encodable {
    enum CodingKeys: String, CodingKey {
        case path, line, patch, touchedBy
    }

    /// The patch is null for what stays an edit.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path.description, forKey: .path)
        try container.encode(line, forKey: .line)
        var (patch, touchedBy): (String?, [PatchName]) = (nil, [])
        switch place {
        case .patch(let name): patch = name.text
        case .staysOfSeveral(let names): touchedBy = names
        case .staysAbove(let name): touchedBy = [name]
        case .staysWhole, .staysOfBase: break
        }
        try container.encode(patch, forKey: .patch)
        try container.encode(touchedBy.map(\.text), forKey: .touchedBy)
    }
}
