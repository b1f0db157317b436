import Workbench

/// What a command made of the series' files.
struct EditListing {
    let report: EditReport

    func print() {
        lines.forEach { Output.line($0) }
        Output.line("now at stage \(report.stage.number) (\(report.stage.patch?.text ?? "base")), in \(report.folder)")
    }

    var lines: [String] {
        switch report.action {
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
