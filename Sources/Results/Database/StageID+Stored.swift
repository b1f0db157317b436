import GRDB
import PatchModel

/// A number; the text `11-5` where patches are left out, which a column of integers keeps as it is.
extension StageID: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue {
        without.isEmpty ? value.databaseValue : description.databaseValue
    }

    public static func fromDatabaseValue(_ stored: DatabaseValue) -> StageID? {
        if let value = Int.fromDatabaseValue(stored) { return value < 0 ? nil : StageID(value) }
        return String.fromDatabaseValue(stored).flatMap { StageID($0) }
    }
}
