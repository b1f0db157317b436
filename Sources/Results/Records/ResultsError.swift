import Foundation

/// Why the results cannot be used.
public enum ResultsError: Error, Sendable {
    /// The database cannot be opened, read or written.
    case database(URL, reason: String)
}
