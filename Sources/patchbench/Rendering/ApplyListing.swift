import PatchModel
import Workbench

/// One row a patch: what came of it, and the tree that it leads to; below it the hunks that moved.
struct ApplyListing {
    let report: ApplyReport
    let paint: Paint

    func print() {
        if let cover = report.surroundings.coverLetter { Output.line(paint(.bold, cover.subject)) }
        let base = Line(number: "0", tree: report.base.description, outcome: "", style: .dim, name: "base", moves: [])
        let lines = [base] + report.patches.map(Line.init)
        let width = (number: String(report.patches.count).count, outcome: lines.map(\.outcome.count).max() ?? 0)
        for line in lines {
            let number = line.number.padded(to: width.number, left: false)
            let outcome = paint(line.style, line.outcome.padded(to: width.outcome))
            Output.line("\(number) \(line.tree.padded(to: 40)) \(outcome) \(line.name)")
            line.moves.forEach { Output.line("".padded(to: width.number + 1) + $0) }
        }
        PendingListing(surroundings: report.surroundings).print()
        if let output = report.output { Output.line("written to \(output.path)") }
    }
}

private struct Line {
    let number: String
    let tree: String
    let outcome: String
    let style: Paint.Style
    let name: String
    let moves: [String]
}

extension Line {
    init(_ row: ApplyReport.Row) {
        self.init(
            number: row.number.description, tree: row.outcome.tree, outcome: row.outcome.text,
            style: row.outcome.style,
            name: [row.name.text, row.commit?.mergeText].compactMap(\.self).joined(separator: " "),
            moves: row.outcome.moves)
    }
}

extension ApplyReport.Outcome {
    fileprivate var text: String {
        switch self {
        case .applied(let stage) where stage.displacements.isEmpty: "applied"
        case .applied(let stage): "applied, \(counted(stage.displacements.count, "hunk")) moved"
        case .merged: "merged"
        case .conflicts: "in conflict"
        case .failed(let failure): failure.failure.isRefusal ? "refused" : "does not apply"
        case .notTried: "not tried"
        }
    }

    fileprivate var style: Paint.Style {
        switch self {
        case .applied(let stage): stage.displacements.isEmpty ? .green : .yellow
        case .merged: .yellow
        case .conflicts, .failed: .red
        case .notTried: .dim
        }
    }

    fileprivate var tree: String { stage?.tree.description ?? "" }

    fileprivate var moves: [String] {
        switch self {
        case .applied(let stage): stage.displacements.map { "\($0.path): \($0.placement.text)" }
        case .merged(_, let files): files.map(\.text)
        case .conflicts(let files): files.map { $0.isWhole ? $0.text : "\($0.path): in conflict" }
        case .failed, .notTried: []
        }
    }
}

extension HunkPlacement {
    /// As GNU patch says it.
    var text: String {
        let offset = offset == 0 ? "" : " (offset \(counted(offset, "line")))"
        return "hunk \(hunk) at line \(line)" + (fuzz == 0 ? "" : " with fuzz \(fuzz)") + offset
    }
}
