import Judging
import PatchModel

/// Some of the stages that were asked for, in few words: `stages 4, 6 to 11`.
struct StageList {
    /// In their order, not empty.
    let stages: [StageID]
    /// All that were asked for: a run of them that is whole is named by its ends.
    let among: [StageID]

    var text: String {
        var runs: [[StageID]] = []
        for stage in among {
            guard stages.contains(stage) else {
                runs.append([])
                continue
            }
            if runs.isEmpty { runs.append([]) }
            runs[runs.count - 1].append(stage)
        }
        let parts = runs.filter { !$0.isEmpty }.flatMap { run in
            run.count > 2 ? ["\(run[0]) to \(run[run.count - 1])"] : run.map(\.description)
        }
        return (stages.count == 1 ? "stage " : "stages ") + parts.joined(separator: ", ")
    }
}

extension StageLabel {
    /// Above a column.
    var column: String { number.description + (hasEdits ? " " + Self.edited : "") }
}
