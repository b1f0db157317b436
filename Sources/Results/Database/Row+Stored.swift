import GRDB

/// A value of a row that cannot be read: its column is not there, or holds something else.
struct UnreadableColumn: Error, CustomStringConvertible {
    let name: String
    var description: String { "cannot read the column \(name)" }
}

/// `Row`'s own subscripts end the process where a value is not as the schema has it; a file may hold anything.
extension Row {
    func stored<Value: DatabaseValueConvertible>(_ name: String, as: Value.Type = Value.self) throws -> Value {
        guard let value: Value = try storedIfPresent(name) else { throw UnreadableColumn(name: name) }
        return value
    }

    /// Nil for NULL.
    func storedIfPresent<Value: DatabaseValueConvertible>(
        _ name: String, as: Value.Type = Value.self
    ) throws -> Value? {
        guard hasColumn(name) else { throw UnreadableColumn(name: name) }
        let value: DatabaseValue = self[name]
        if value.isNull { return nil }
        guard let known = Value.fromDatabaseValue(value) else { throw UnreadableColumn(name: name) }
        return known
    }
}
