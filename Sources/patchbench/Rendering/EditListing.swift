import Workbench

/// What a command made of the series' files.
struct EditListing {
    let report: EditReport

    /// Shows the report; a patch that does not apply any more is an exit status of 1, but where
    /// that is how things were before.
    static func show(_ report: EditReport, _ common: CommonOptions, _ json: JSONOption) throws {
        if json.isOn { try JSONDocument.print(report) } else { EditListing(report: report).print() }
        if case .undone = report.action { return }
        guard let problem = report.problem else { return }
        Output.error(problem.text)
        throw ExitStatus.fellShort
    }

    private func print() {
        lines.forEach { Output.line($0) }
        Output.line("now at stage \(report.stage.number) (\(report.stage.patch?.text ?? "base")), in \(report.folder)")
    }

    private var lines: [String] {
        switch report.action {
        case .refreshed(let patch, []): ["nothing changed since \(patch) was applied"]
        case .refreshed(let patch, let files): ["refreshed \(patch) with"] + files.map { "  \($0)" }
        case .folded(let patch, let target): ["folded \(patch) into \(target)"]
        case .dropped(let patch): ["dropped \(patch)"]
        case .reordered(let patches):
            ["the order is now"] + patches.enumerated().map { "  \($0.offset + 1) \($0.element)" }
        case .undone(let command): ["took back: \(command)"]
        }
    }
}
