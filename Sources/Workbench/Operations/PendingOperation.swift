import Files
import Foundation
import GitStore

/// What is being done: a file that is there while an operation goes on. One that is found was cut off.
struct PendingOperation: Codable {
    /// The log's entry before it, which has what it is taken back to.
    let before: String
    let title: String
    /// The files of the series that it writes.
    let names: [String]
    /// Whether commands are run in the work tree, which leave files.
    let runs: Bool

    /// - Throws: where there is a file that cannot be read: nothing may go on over it.
    static func read(_ layout: SeriesLayout) throws -> PendingOperation? {
        guard layout.pending.exists else { return nil }
        return try JSONDecoder().decode(PendingOperation.self, from: Data(contentsOf: layout.pending))
    }

    func write(_ layout: SeriesLayout) throws {
        try FileWriter.put(JSONEncoder().encode(self), at: layout.pending.path, isSafe: true)
    }

    static func remove(_ layout: SeriesLayout) throws {
        try FileWriter(Folder(at: layout.folder.path), isSafe: true).remove(layout.pending.lastPathComponent.utf8)
    }
}
