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

/// What was left out when a base and a series were read, on standard error.
struct SourceNotes {
    private let lines: [String]

    init(_ surroundings: Surroundings) {
        lines = surroundings.baseNotes.map(\.text) + surroundings.notes.map(\.text)
    }

    func print() {
        for line in lines { Output.error("patchbench: \(line)\n") }
    }
}
