import PatchModel
import Workbench

/// What a mail of the -mm tree lists as pending there.
struct PendingListing {
    let surroundings: Surroundings

    func print() {
        guard !surroundings.pending.isEmpty else { return }
        let missing = Set(surroundings.missing)
        Output.line()
        Output.line("pending in the -mm tree:")
        for name in surroundings.pending { Output.line("  \(name)\(missing.contains(name) ? "  (missing here)" : "")") }
    }
}

/// What was left out when a series was read, on standard error.
struct SourceNotes {
    private let notes: [SourceNote]

    init(_ notes: [SourceNote]) { self.notes = notes }

    func print() {
        for note in notes { Output.error("patchbench: \(note.text)\n") }
    }
}
