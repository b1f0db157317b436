import GitStore
import PatchModel
import Workbench

/// The keys are an interface: they may be added to, never changed.
extension StepReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, from, to, patches, subject, diffstat, displacements, next, folder
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(patches, forKey: .patches)
        try container.encode(subject, forKey: .subject)
        try container.encode(DiffstatReport(diffstat), forKey: .diffstat)
        let displaced = displacements.sorted { $0.key < $1.key }.flatMap { number, list in
            list.map { DisplacementReport(number, $0) }
        }
        try container.encode(displaced, forKey: .displacements)
        try container.encode(next, forKey: .next)
        try container.encode(folder, forKey: .folder)
    }
}

/// A hunk that did not go exactly where it said, as JSON has it.
struct DisplacementReport: Encodable {
    let patch: Int
    let path: String
    let hunk: Int
    let line: Int
    let offset: Int
    let fuzz: Int

    init(_ patch: StageID, _ displacement: Displacement) {
        self.patch = patch.value
        path = displacement.path.description
        hunk = displacement.placement.hunk
        line = displacement.placement.line
        offset = displacement.placement.offset
        fuzz = displacement.placement.fuzz
    }
}

/// A diffstat as a JSON document; a binary file has no counts.
public struct DiffstatReport: Encodable, Sendable {
    public let files: [File]
    public let insertions: Int
    public let deletions: Int

    public struct File: Encodable, Sendable {
        public let path: String
        /// The name before a rename or copy.
        public let from: String?
        public let insertions: Int?
        public let deletions: Int?
    }

    public init(_ diffstat: Diffstat) {
        files = diffstat.files.map { file in
            let counts: (Int?, Int?) =
                switch file.change {
                case .lines(let insertions, let deletions): (insertions, deletions)
                case .binary: (nil, nil)
                }
            return File(
                path: file.path.description, from: file.oldPath?.description, insertions: counts.0, deletions: counts.1)
        }
        insertions = diffstat.insertions
        deletions = diffstat.deletions
    }
}
