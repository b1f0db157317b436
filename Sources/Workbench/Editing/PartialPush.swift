import GitStore
import PatchModel

/// A patch of which a part is in the work tree, because a push was forced or merged.
public struct PartialPush: Sendable {
    public enum Outcome: Sendable {
        /// Hunks without a place are in this file; so many of the section's.
        case rejected(hunks: Int, of: Int, file: TreePath)
        /// The section could not be applied and has no hunks to leave: a binary change, a rename of a file that is not there.
        case left(PatchFailure)
        /// Merged from the contents that the patch was made for.
        case merged
        /// Merged so, with parts that both sides changed, between conflict markers.
        case conflicts
    }

    public struct File: Sendable {
        public var path: TreePath
        public var outcome: Outcome

        /// Whether nothing is missing and nothing is in conflict.
        public var isWhole: Bool {
            if case .merged = outcome { true } else { false }
        }
    }

    public var series: String
    public var patch: StageLabel
    /// The sections that did not apply as they stand; all others did.
    public var files: [File]
    /// The work tree.
    public var folder: String

    /// Whether nothing is missing and nothing is in conflict.
    public var isWhole: Bool { files.allSatisfy(\.isWhole) }
}

/// What a push may do with a patch that does not apply.
public struct PushOptions: Sendable {
    /// Apply the hunks that have a place, and leave the others in `.rej`.
    public var isForced: Bool
    /// Merge, where the contents that the patch was made for are at hand.
    public var merges: Bool

    public init(isForced: Bool = false, merges: Bool = false) {
        self.isForced = isForced
        self.merges = merges
    }
}

public enum PushOutcome: Sendable {
    case whole(StepReport)
    case partly(PartialPush)
}

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
