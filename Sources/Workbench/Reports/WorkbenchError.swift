import Foundation

/// Why the workbench could not be opened, or a series not be taken in or out.
public enum WorkbenchError: Error, Sendable {
    /// Another process works on the series.
    case busy(series: String, process: Int32?)
    /// What is to be written is there already, and is not empty.
    case outputTaken(URL)
    /// What is to be written is a file that is there already.
    case fileTaken(URL)
    /// The plan has a series of this name.
    case seriesExists(String)
    /// The series stands on a folder, which is no commit.
    case noBaseCommit(series: String)
    case badName(String)
    /// Quilt has applied so many patches to the folder, which is to be the base.
    case appliedByQuilt(URL, count: Int)
    /// The task was cancelled when so many patches were done, of so many where that was known; nothing was written.
    case interrupted(after: Int, of: Int?)
}
