import Foundation

/// Why the results cannot be used.
public enum ResultsError: Error, Sendable {
    /// The database cannot be opened, read or written.
    case database(URL, reason: String)
    /// A newer form of the tool has written the database.
    case newer(URL)
    /// The database is none of the tool's: it lacks a table or a column.
    case foreign(URL, lacks: String)
}
