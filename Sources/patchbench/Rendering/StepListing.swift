import GitStore
import Judging
import Workbench

/// What a step did: the patches it applied or took back, what they change, and what is next.
struct StepListing {
    let step: StepReport
    let paint: Paint
    let width: Int?

    func print() {
        if step.patches.isEmpty {
            Output.line("already at stage \(name(step.to))")
        } else {
            let isForward = step.from.number < step.to.number
            let shown = isForward ? step.patches : step.patches.reversed()
            for patch in shown {
                Output.line("\(isForward ? "applied" : "took back") \(name(patch))")
                guard isForward else { continue }
                step.displacements[patch.number]?.forEach { Output.line("  " + text(of: $0)) }
            }
            Output.line()
            if isForward, let subject = step.subject { Output.line(paint(.bold, subject)) }
            DiffstatListing(form: .stat, paint: paint, width: width).print(step.diffstat)
            Output.line()
        }
        Output.line("now at stage \(name(step.to)), in \(step.folder)")
        Output.line(step.next.map { "next: \(name($0))" } ?? "all patches are applied")
    }

    /// As GNU patch says it.
    private func text(of displacement: Displacement) -> String {
        let place = displacement.placement
        var notes: [String] = []
        if place.fuzz > 0 { notes.append("fuzz \(place.fuzz)") }
        if place.offset != 0 { notes.append("offset \(counted(place.offset, "line"))") }
        return "\(displacement.path): hunk \(place.hunk) at line \(place.line) (\(notes.joined(separator: ", ")))"
    }

    private func name(_ label: StageLabel) -> String { "\(label.number) (\(label.patch?.text ?? "base"))" }
}
