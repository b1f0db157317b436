import GitStore
import PatchModel

/// What commands change and people edit, at one time.
struct SeriesState: Equatable {
    var position: Position
    /// The tree of the series' own files; nil where it is no quilt folder.
    var files: ObjectID?
    /// The tree of the work tree's files, edits and all; nil where there is no work tree.
    var work: ObjectID?

    /// Whether the work tree is as its position has it.
    var hasEdits: Bool { work != position.tree }
}

extension SeriesState: Codable {
    private enum CodingKeys: String, CodingKey {
        case position, files, work
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        position = try values.decode(Position.self, forKey: .position)
        files = try values.decodeIfPresent(String.self, forKey: .files).flatMap { ObjectID(hex: $0) }
        work = try values.decodeIfPresent(String.self, forKey: .work).flatMap { ObjectID(hex: $0) }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(position, forKey: .position)
        try values.encodeIfPresent(files?.description, forKey: .files)
        try values.encodeIfPresent(work?.description, forKey: .work)
    }
}
