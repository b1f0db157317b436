import Foundation
import Judging
import PatchModel
import Workbench

/// Where the screen has its series from, and what works on it.
struct StepSource: Sendable {
    /// From here upward is the plan.
    let folder: URL
    /// The version that patches are compared with, where one was named.
    let against: String?
    /// Opens the workbench; it announces what it does.
    let open: @Sendable (Workbench.Access, Turn?, @escaping @Sendable (Event) -> Void) throws -> Workbench
    /// The series that a word names.
    let version: @Sendable (String) throws -> Series

    /// How numbers that are in the database are judged.
    static let judging = ComparisonOptions(length: .rounds(0), seed: 0)
}
