import Foundation
import Statistics

/// What the numbers were measured with and on, what must be known of them, and how to have them again.
extension ReportPage {
    var method: String {
        let rows = facts.map { [$0.name.escaped, "<td class=\"text\">\($0.value.escaped)</td>"] }
        let cautions = cautions.map { "<li>\($0.escaped)</li>" }.joined()
        return PageTable(caption: "Run \(study.run.number)", header: ["what", "value"], rows: rows).html
            + (cautions.isEmpty ? "" : "<h3>Cautions</h3><ul>\(cautions)</ul>")
            + "<h3>To have these numbers again</h3><pre>\(commands.joined(separator: "\n").escaped)</pre>"
    }

    private var facts: [(name: String, value: String)] {
        let (run, known) = (study.run, study.circumstances)
        let conditions = known.conditions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let host = "\(run.host.name): \(counted(run.host.cpus, "CPU")), \(run.host.cpuModel), \(run.host.kernel)"
        let confidence = (study.options.confidence * 100).formatted(places: 0)
        var facts = [
            ("measured with", run.command), ("on", host + (run.isVirtual ? ", a virtual machine" : "")),
            (
                "rounds",
                "\(run.completeRounds) after a warm-up, each stage once a round in random order (seed \(run.seed)); "
                    + builds(run.rebuilds)
            ),
            ("verdicts", "all together at \(confidence)%; a number is a median of processes, one sample a process"),
            ("begun", run.begun.formatted(.iso8601)),
        ]
        if !conditions.isEmpty { facts.append(("the benchmark says", conditions.joined(separator: ", "))) }
        if let toolchain = known.toolchain { facts.append(("built with", toolchain)) }
        if let pinned = known.pinned { facts.append(("pinned to CPU", pinned.description)) }
        if !run.governor.isEmpty { facts.append(("frequency governor", run.governor)) }
        return facts
    }

    private var cautions: [String] {
        let outdated =
            study.outdated.isEmpty
            ? []
            : [
                "\(StageList(stages: study.outdated, among: study.stages.map(\.number)).text) changed since: the "
                    + "numbers are of what was measured, the diffs of what is there now"
            ]
        let unfinished = study.run.ended == nil ? ["the run was not finished"] : []
        return study.caveats.map(\.message) + outdated + unfinished
    }

    private var commands: [String] {
        let verb = study.run.question.verb
        var command = "patchbench \(verb.rawValue) --series \(study.series)"
        switch verb {
        case .bench: command += " --rounds \(study.run.rounds ?? study.run.completeRounds) --seed \(study.run.seed)"
        case .attribute, .compare: command += " " + study.run.question.text
        case .ablate, .claims, .bisect: break
        }
        if study.run.rebuilds != 1 {
            command += " --rebuilds \(study.run.rebuilds == 0 ? "auto" : String(study.run.rebuilds))"
        }
        if !study.run.pin.isEmpty { command += " --pin \(study.run.pin)" }
        return [command, "patchbench report --series \(study.series)"]
    }
}
