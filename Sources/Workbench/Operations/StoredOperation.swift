import Foundation
import GitStore
import PatchModel

/// An operation with what it left, as an entry of the log.
struct StoredOperation {
    let id: ObjectID
    /// The entry before; nil for the first.
    let parent: ObjectID?
    let author: Person
    let date: PatchDate
    let record: OperationRecord

    var number: Int { record.number }
    var state: SeriesState { record.state }

    var summary: LoggedOperation {
        LoggedOperation(
            number: number, kind: record.kind, title: record.title, command: record.command, user: author.email,
            date: Date(timeIntervalSince1970: TimeInterval(date.seconds)), patch: state.position.patch,
            stage: state.position.number)
    }
}

/// What an entry of the log says.
struct OperationRecord {
    var number: Int
    var kind: LoggedOperation.Kind
    var title: String
    var command: [String]
    /// How it left things.
    var state: SeriesState
    /// The entry that `undo` takes back next, and the one that `redo` takes back; nil for this one itself.
    var undo: Next
    var redo: Next

    enum Next: Equatable {
        case none, this
        case entry(ObjectID)
    }
}

extension OperationRecord: Codable {
    private enum CodingKeys: String, CodingKey {
        case number, kind, of, title, command, state, undo, redo
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        number = try values.decode(Int.self, forKey: .number)
        title = try values.decode(String.self, forKey: .title)
        command = try values.decode([String].self, forKey: .command)
        state = try values.decode(SeriesState.self, forKey: .state)
        undo = try values.decode(Next.self, forKey: .undo)
        redo = try values.decode(Next.self, forKey: .redo)
        let of = try values.decodeIfPresent(Int.self, forKey: .of) ?? 0
        let word = try values.decode(String.self, forKey: .kind)
        guard let kind = LoggedOperation.Kind(word: word, of: of) else {
            throw DecodingError.dataCorruptedError(forKey: .kind, in: values, debugDescription: word)
        }
        self.kind = kind
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(number, forKey: .number)
        try values.encode(kind.word, forKey: .kind)
        try values.encodeIfPresent(kind.of, forKey: .of)
        try values.encode(title, forKey: .title)
        try values.encode(command, forKey: .command)
        try values.encode(state, forKey: .state)
        try values.encode(undo, forKey: .undo)
        try values.encode(redo, forKey: .redo)
    }
}

extension OperationRecord.Next: Codable {
    init(from decoder: any Decoder) throws {
        let word = try decoder.singleValueContainer().decode(String.self)
        self = word == "this" ? .this : ObjectID(hex: word).map { .entry($0) } ?? .none
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .none: try value.encode("none")
        case .this: try value.encode("this")
        case .entry(let id): try value.encode(id.description)
        }
    }
}

extension LoggedOperation.Kind {
    /// The operation that it is about.
    public var of: Int? {
        switch self {
        case .undo(let number), .redo(let number), .restore(let number): number
        case .beginning, .command, .edits, .cutOff: nil
        }
    }

    public var word: String {
        switch self {
        case .beginning: "beginning"
        case .command: "command"
        case .edits: "edits"
        case .undo: "undo"
        case .redo: "redo"
        case .restore: "restore"
        case .cutOff: "cut off"
        }
    }

    init?(word: String, of number: Int) {
        switch word {
        case "beginning": self = .beginning
        case "command": self = .command
        case "edits": self = .edits
        case "undo": self = .undo(number)
        case "redo": self = .redo(number)
        case "restore": self = .restore(number)
        case "cut off": self = .cutOff
        default: return nil
        }
    }
}
