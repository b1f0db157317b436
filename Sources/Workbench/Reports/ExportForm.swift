import Foundation
import Judging
import PatchModel

/// What a series is written out as.
public enum ExportForm: Sendable, Equatable {
    /// The bytes of a mailbox, for `git am`.
    case mbox
    /// A folder that is not there yet, or empty, for `quilt push -a`.
    case quilt(URL)
    /// A new branch in the git repository of the base, or around the plan.
    case branch(String)
}

/// What an export made.
public enum Exported: Sendable {
    /// With the patches that change nothing.
    case mbox([UInt8], empty: [StageLabel])
    case quilt(URL, binary: [StageLabel], empty: [StageLabel])
    /// The branch's last commit, and the repository; the base's folders that git cannot hold.
    case branch(commit: String, repository: String, without: [TreePath])
}
