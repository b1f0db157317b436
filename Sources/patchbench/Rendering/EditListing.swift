import Workbench

/// What a command made of the series' files.
struct EditListing {
    let report: EditReport

    func print() {
        lines.forEach { Output.line($0) }
        Output.line("now at stage \(report.stage.number) (\(report.stage.patch?.text ?? "base")), in \(report.folder)")
    }

    private func line(of hunk: EditReport.AbsorbedHunk) -> String {
        let place = "\(hunk.path)" + (hunk.line.map { ":\($0)" } ?? "")
        return switch hunk.place {
        case .patch(let patch): "\(place) -> \(patch)"
        case .staysWhole: "\(place) stays an edit: the file is new, gone, or not changed by lines"
        case .staysOfBase: "\(place) stays an edit: no patch touched its lines"
        case .staysOfSeveral(let patches):
            "\(place) stays an edit: \(patches.map(\.text).joined(separator: ", ")) touched its lines"
        case .staysAbove(let patch): "\(place) stays an edit: it does not go below \(patch)"
        }
    }

    var lines: [String] {
        switch report.action {
        case .created(let patch): ["\(patch) is now on top; `patchbench refresh` takes edits into it"]
        case .renamed(let old, let new): ["\(old) is now \(new)"]
        case .edited(let patch, true): ["edited \(patch)"]
        case .edited(let patch, false): ["nothing changed in \(patch)"]
        case .split(let patch, let rest): ["\(patch) is split; what it does not keep is \(rest), after it"]
        case .spilled(let patch, []): ["\(patch) changes nothing there"]
        case .spilled(let patch, let files): ["edits again, out of \(patch):"] + files.map { "  \($0)" }
        case .absorbed(let hunks) where hunks.isEmpty: ["there is nothing to absorb: the work tree has no edits"]
        case .absorbed(let hunks): hunks.map(line(of:))
        case .refreshed(let patch, []): ["nothing changed since \(patch) was applied"]
        case .refreshed(let patch, let files): ["refreshed \(patch) with"] + files.map { "  \($0)" }
        case .folded(let patch, let target): ["folded \(patch) into \(target)"]
        case .dropped(let patch): ["dropped \(patch)"]
        case .reordered(let patches):
            ["the order is now"] + patches.enumerated().map { "  \($0.offset + 1) \($0.element)" }
        case .described(let patch): ["put the numbers into the message of \(patch)"]
        case .undone(let commands): commands.map { "took back: \($0)" }
        case .redone(let commands): commands.map { "did again: \($0)" }
        case .restored(let number, let command): ["as it was after operation \(number): \(command)"]
        }
    }
}
