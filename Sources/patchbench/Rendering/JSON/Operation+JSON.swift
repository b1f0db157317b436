import Workbench

/// The keys are an interface: they may be added to, never changed.
extension LoggedOperation: Encodable {
    enum CodingKeys: String, CodingKey {
        case number, kind, of, title, command, user, date, patch, stage
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try container.encode(kind.word, forKey: .kind)
        try container.encode(kind.of, forKey: .of)
        try container.encode(title, forKey: .title)
        try container.encode(command, forKey: .command)
        try container.encode(user, forKey: .user)
        try container.encode(date.formatted(.iso8601), forKey: .date)
        try container.encode(patch?.text, forKey: .patch)
        try container.encode(stage.value, forKey: .stage)
    }
}

extension OperationReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case operation, before, files, editsBefore, edits
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(operation, forKey: .operation)
        try container.encode(before, forKey: .before)
        try container.encode(String(decoding: files, as: UTF8.self), forKey: .files)
        try container.encode(String(decoding: editsBefore, as: UTF8.self), forKey: .editsBefore)
        try container.encode(String(decoding: edits, as: UTF8.self), forKey: .edits)
    }
}
