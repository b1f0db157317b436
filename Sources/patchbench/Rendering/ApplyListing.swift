import GitStore
import PatchModel
import Workbench

/// One row a patch: what came of it, and the tree that it leads to; below it the hunks that moved.
struct ApplyListing {
    let report: ApplyReport
    let paint: Paint

    func print() {
        let width = report.patches.map { $0.name.text.count }.max() ?? 0
        let digits = String(report.patches.count).count
        let number = { (text: String) in text.padded(to: digits, left: false) }
        let outcomes = report.patches.map(\.outcome.text)
        let outcomeWidth = outcomes.map(\.count).max() ?? 0
        if let cover = report.surroundings.coverLetter { Output.line(paint(.bold, cover.subject)) }
        Output.line("\(number("0")) \("base".padded(to: width)) \("".padded(to: outcomeWidth)) \(report.base)")
        for (row, outcome) in zip(report.patches, outcomes) {
            let shown = paint(row.outcome.style, outcome.padded(to: outcomeWidth))
            Output.line("\(number("\(row.number)")) \(row.name.text.padded(to: width)) \(shown) \(row.outcome.tree)")
            row.outcome.moves.forEach { Output.line("".padded(to: digits + 1) + "  " + $0) }
        }
        PendingListing(surroundings: report.surroundings).print()
        if let output = report.output { Output.line("written to \(output.path)") }
    }
}

extension ApplyReport.Outcome {
    fileprivate var text: String {
        switch self {
        case .applied(let stage) where stage.displacements.isEmpty: "applied"
        case .applied(let stage): "applied, \(counted(stage.displacements.count, "hunk")) moved"
        case .failed(let failure): failure.failure.isRefusal ? "refused" : "does not apply"
        case .notTried: "not tried"
        }
    }

    fileprivate var style: Paint.Style {
        switch self {
        case .applied(let stage): stage.displacements.isEmpty ? .green : .yellow
        case .failed: .red
        case .notTried: .dim
        }
    }

    fileprivate var tree: String {
        if case .applied(let stage) = self { stage.tree.description } else { "" }
    }

    fileprivate var moves: [String] {
        guard case .applied(let stage) = self else { return [] }
        return stage.displacements.map { "\($0.path): \($0.placement.text)" }
    }
}

extension HunkPlacement {
    /// As GNU patch says it.
    var text: String {
        let offset = offset == 0 ? "" : " (offset \(counted(offset, "line")))"
        return "hunk \(hunk) at line \(line)" + (fuzz == 0 ? "" : " with fuzz \(fuzz)") + offset
    }
}
