import Foundation
import Input
import PatchModel

/// Where the tool keeps what it makes for one series, and what it keeps of builds for all of them.
struct SeriesLayout: Sendable {
    /// `.patchbench/<series>`.
    let folder: URL
    /// `.patchbench`. Two series that share a base, or their first patches, share what those stages' builds leave.
    let shared: URL

    init(plan: Plan, series: SeriesPlan) {
        shared = plan.stateDirectory
        folder = plan.stateDirectory.appending(path: series.name, directoryHint: .isDirectory)
    }

    /// - Parameter shared: stands for `.patchbench`.
    init(shared: URL, series: String) {
        self.shared = shared
        folder = shared.appending(path: series, directoryHint: .isDirectory)
    }

    /// Where nodes get what they need, and leave what they made.
    var nodes: URL { shared.appending(path: "nodes", directoryHint: .isDirectory) }

    /// The work tree, which holds one stage at a time.
    var workTree: URL { folder.appending(path: "work", directoryHint: .isDirectory) }

    /// The files that one run of a benchmark works on.
    var sample: URL { folder.appending(path: "sample", directoryHint: .isDirectory) }

    /// Says which stage the work tree holds.
    var applied: URL { folder.appending(path: "applied", directoryHint: .notDirectory) }

    /// The operation that goes on, or was cut off.
    var pending: URL { folder.appending(path: "pending", directoryHint: .notDirectory) }

    /// What commands of older versions changed in the series' files.
    var undo: URL { folder.appending(path: "undo", directoryHint: .isDirectory) }

    /// What a person edits of patches, and what was refused of it.
    var drafts: URL { folder.appending(path: "drafts", directoryHint: .isDirectory) }

    /// What a rebase that waits is to go on with.
    var rebase: URL { folder.appending(path: "rebase.json", directoryHint: .notDirectory) }

    /// Held while a process works on the series.
    var lock: URL { folder.appending(path: "lock", directoryHint: .notDirectory) }

    /// What the build with this key left.
    func build(_ key: BuildKey) -> URL {
        shared.appending(path: "builds/\(key.digest)", directoryHint: .isDirectory)
    }

    /// What is known of the build with this key: its tests' results, its trace.
    func record(_ key: BuildKey, _ name: String) -> URL {
        shared.appending(path: "records/\(key.digest).\(name)", directoryHint: .notDirectory)
    }

    /// The log of a verb on a stage, replaced each time; `log` has everything, or `out` and `err` what the command
    /// wrote to its two outputs.
    func log(_ verb: String, _ stage: StageID, _ kind: String = "log") -> URL {
        folder.appending(path: "logs/\(verb)-\(stage).\(kind)", directoryHint: .notDirectory)
    }
}
