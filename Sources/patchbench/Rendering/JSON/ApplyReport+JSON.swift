import GitStore
import PatchModel
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension ApplyReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case base, patches, tree, output
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(base.description, forKey: .base)
        try container.encode(patches, forKey: .patches)
        try container.encode(tree.description, forKey: .tree)
        try container.encodeIfPresent(output?.path, forKey: .output)
        try surroundings.encode(to: encoder)
    }
}

extension ApplyReport.Row: Encodable {
    enum CodingKeys: String, CodingKey {
        case number, name, outcome, tree, commit, hunks, files, failure
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number.value, forKey: .number)
        try container.encode(name.text, forKey: .name)
        try CommitEntry(commit: commit).encode(to: encoder)
        if let stage = outcome.stage {
            try container.encode(stage.tree.description, forKey: .tree)
            try container.encode(stage.commit.description, forKey: .commit)
            try container.encode(stage.displacements.map(MovedHunk.init), forKey: .hunks)
        }
        switch outcome {
        case .applied:
            try container.encode("applied", forKey: .outcome)
        case .merged(_, let files):
            try container.encode("merged", forKey: .outcome)
            try container.encode(files, forKey: .files)
        case .conflicts(let files):
            try container.encode("conflicts", forKey: .outcome)
            try container.encode(files, forKey: .files)
        case .failed(let failure):
            try container.encode(failure.failure.isRefusal ? "refused" : "does-not-apply", forKey: .outcome)
            try container.encode(FailurePlace(failure), forKey: .failure)
        case .notTried:
            try container.encode("not-tried", forKey: .outcome)
        }
    }
}

/// A hunk that did not go exactly where it said.
private struct MovedHunk: Encodable {
    let path: String
    let hunk: Int
    let line: Int
    let offset: Int
    let fuzz: Int

    init(_ displacement: Displacement) {
        path = displacement.path.description
        hunk = displacement.placement.hunk
        line = displacement.placement.line
        offset = displacement.placement.offset
        fuzz = displacement.placement.fuzz
    }
}

private struct FailurePlace: Encodable {
    let file: String
    /// In the patch's file.
    let line: Int
    let path: String
    let hunk: Int?

    init(_ failure: StageFailure) {
        file = failure.file
        path = failure.failure.path.description
        if case .hunk(let reason) = failure.failure.reason {
            (line, hunk) = (reason.sourceLine, reason.hunk)
        } else {
            (line, hunk) = (failure.failure.sourceLine, nil)
        }
    }
}

extension Surroundings: Encodable {
    enum CodingKeys: String, CodingKey {
        case cover, pending, missing, notes
    }

    private struct Cover: Encodable {
        let subject: String
        let text: String
    }

    /// Only the keys that have something to say.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(
            coverLetter.map { Cover(subject: $0.subject, text: $0.body) }, forKey: .cover)
        if !pending.isEmpty {
            try container.encode(pending.map(\.text), forKey: .pending)
            try container.encode(missing.map(\.text), forKey: .missing)
        }
        if !baseNotes.isEmpty { try container.encode(baseNotes.map(\.text), forKey: .notes) }
    }
}
