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
            shown.forEach { Output.line("\(isForward ? "applied" : "took back") \(name($0))") }
            Output.line()
            if isForward, let subject = step.subject { Output.line(paint(.bold, subject)) }
            DiffstatListing(form: .stat, paint: paint, width: width).print(step.diffstat)
            Output.line()
        }
        Output.line("now at stage \(name(step.to)), in \(step.folder)")
        Output.line(step.next.map { "next: \(name($0))" } ?? "all patches are applied")
    }

    private func name(_ label: StageLabel) -> String { "\(label.number) (\(label.patch?.text ?? "base"))" }
}
