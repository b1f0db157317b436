import Foundation
import GitStore
import PatchModel

/// The operations on a series, in their order: a line of commits in the tool's repository, each of which keeps what
/// the operation left. One ref names the last, so that none is ever lost.
struct OperationLog {
    let repository: Repository
    /// `refs/operations/<series>`.
    private let reference: String

    init(_ repository: Repository, series: String) {
        self.repository = repository
        reference = "refs/operations/\(series)"
    }

    /// The last operation; nil before the first.
    func last() throws -> StoredOperation? { try repository.reference(reference).map(operation) }

    func operation(_ id: ObjectID) throws -> StoredOperation {
        let entry = try repository.logEntry(id)
        return StoredOperation(
            id: id, parent: entry.parent, author: entry.author, date: entry.date,
            record: try JSONDecoder().decode(OperationRecord.self, from: Data(entry.text.utf8)))
    }

    func before(_ operation: StoredOperation) throws -> StoredOperation? {
        try operation.parent.map(self.operation)
    }

    /// The operation of a number; nil where there is none.
    func operation(number: Int) throws -> StoredOperation? {
        var next = try last()
        while let operation = next, operation.number > number { next = try before(operation) }
        return next?.number == number ? next : nil
    }

    /// All of them, or the last so many, the last first.
    func latest(_ count: Int?) throws -> [StoredOperation] {
        var found: [StoredOperation] = []
        var next = try last()
        while let operation = next, found.count < count ?? .max {
            found.append(operation)
            next = try before(operation)
        }
        return found
    }

    func append(
        _ record: OperationRecord, by caller: Caller, at date: Date, after last: StoredOperation?
    ) throws -> StoredOperation {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let state = record.state
        let trees = ["files": state.files, "shown": state.position.tree, "work": state.work]
        let author = Person(name: caller.name, email: "\(caller.name)@\(caller.host)")
        let when = PatchDate(
            seconds: Int64(date.timeIntervalSince1970), zoneMinutes: TimeZone.current.secondsFromGMT(for: date) / 60)
        let entry = NewLogEntry(
            title: "\(record.number) \(record.title)",
            text: String(decoding: try encoder.encode(record), as: UTF8.self), author: author, date: when,
            trees: trees.compactMapValues(\.self))
        let id = try repository.append(entry, after: last?.id, to: reference)
        return StoredOperation(id: id, parent: last?.id, author: author, date: when, record: record)
    }
}
