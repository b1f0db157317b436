import Workbench

/// Where one is, on one screen.
struct StatusListing {
    let report: StatusReport
    let paint: Paint

    /// How many edits are shown by name.
    private static let mostEdits = 20

    var lines: [String] {
        let total = report.applied + report.unapplied
        let top = report.stage.patch.map { "\(paint(.bold, $0.text)) is on top" } ?? "no patch is applied"
        return ["\(report.series): \(top), \(report.applied) of \(total) applied"]
            + edits + [next] + report.problems.map { paint(.red, $0.text) }
    }

    private var next: String {
        report.next.map { "next: \($0.number) (\($0.patch?.text ?? "base"))" } ?? "all patches are applied"
    }

    private var edits: [String] {
        guard !report.edits.isEmpty else { return ["no edits in \(report.folder)"] }
        let shown = report.edits.prefix(Self.mostEdits).map(\.line)
        let more = report.edits.count > shown.count ? ["  and \(report.edits.count - shown.count) more"] : []
        return ["edits in \(report.folder):"] + shown + more
    }
}

extension FileChanged {
    var line: String { "  " + (kind.rawValue + ":").padded(to: 9) + " \(path)" }
}

extension StatusReport.Problem {
    var text: String {
        switch self {
        case .stage(let problem): problem.lines[0]
        case .unfinished(let patch):
            "\(patch) is applied in part: put in what is missing, then `patchbench refresh`; or `patchbench pop`"
        case .changedBelow(let patch):
            "\(patch), or a patch below it, was changed since: `patchbench goto \(patch)` brings the work tree to it"
        case .cutOff(let title): "`\(title)` was cut off; the next command that changes something takes it back"
        }
    }
}
