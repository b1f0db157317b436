import Foundation
import Judging
import PatchModel

/// What a series is written out as.
public enum ExportForm: Sendable, Equatable {
    /// Mails, for `git am`.
    case mails
    /// A folder that is not there yet, or empty, for `quilt push -a`.
    case quilt(URL)
    /// A new branch in the git repository of the base, or around the plan.
    case branch(String)
}

/// A mail of a series.
public struct ExportedMail: Sendable {
    /// As git format-patch calls its file.
    public let file: String
    /// As in a mailbox.
    public let bytes: [UInt8]
}

/// What an export made.
public enum Exported: Sendable {
    /// With the patches that change nothing.
    case mails([ExportedMail], empty: [StageLabel])
    case quilt(URL, binary: [StageLabel], empty: [StageLabel])
    /// The branch's last commit, and the repository; the base's folders that git cannot hold.
    case branch(commit: String, repository: String, without: [TreePath])
}
