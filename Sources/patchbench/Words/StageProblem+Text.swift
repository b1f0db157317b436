import Foundation
import Input
import Machine
import Outputs
import Workbench

/// What a stage's problem is called in a list, and in full.
extension StageProblem {
    /// A few words, for a row of a list.
    var summary: String {
        switch cause {
        case .doesNotApply: "does not apply"
        case .notMade(let after): "not made: patch \(after) does not apply"
        case .build: "does not build"
        case .bench, .benchFailed: "cannot be measured"
        case .countFailed, .notCounted: "cannot be counted"
        case .incomparable: "cannot be compared"
        case .elsewhere(let node, let isBuild, _, _): "\(isBuild ? "does not build" : "cannot be measured") on \(node)"
        }
    }

    /// All problems: the first of each kind in full, the others by their stages.
    static func text(of problems: [StageProblem]) -> String {
        var seen: [String: [StageProblem]] = [:]
        var order: [String] = []
        for problem in problems {
            if seen[problem.kind] == nil { order.append(problem.kind) }
            seen[problem.kind, default: []].append(problem)
        }
        return order.map { kind in
            let all = seen[kind]!
            guard all.count > 1 else { return all[0].text }
            let others = all.dropFirst().map(\.stage.description).joined(separator: ", ")
            let noun = all.count == 2 ? "stage" : "stages"
            return all[0].text + "  likewise \(noun) \(others): \(all[1].summary)\n"
        }.joined()
    }

    /// Why the stage is not there.
    var lines: [String] {
        switch cause {
        case .doesNotApply(let failure):
            failure.failure.lines(stage: stage, file: failure.file)
                + (start.map { [CommandError.beginsElsewhere($0, takesFlag: false)] } ?? [])
        case .notMade(let after): ["stage \(stage) was not made, since patch \(after) does not apply"]
        case .build, .bench, .benchFailed, .countFailed, .notCounted, .incomparable, .elsewhere: [summary]
        }
    }

    /// In full: what is wrong, where, and what to try; several lines.
    var text: String {
        switch cause {
        case .doesNotApply, .notMade: CommandError.message(lines)
        case .build(.failed(let command, let outcome, let lastLines, let log)):
            CommandError.message(
                ["stage \(stage) does not build: `\(command)`: \(outcome.phrase)"] + lastLines.map { "| " + $0 }
                    + ["log: \(log.path)"])
        case .build(.leftNothing(let file, let log)):
            CommandError.message([
                "stage \(stage) does not build: the build left no \(file), which `keep` in \(Plan.fileName) names",
                "log: \(log.path)",
            ])
        case .bench(let problem, let log):
            CommandError.message(["stage \(stage) cannot be measured: \(problem.text)", "output: \(log.path)"])
        case .incomparable(let conflict):
            CommandError.message([
                "stage \(stage) cannot be compared: \(conflict.text)", "let the benchmark say the same on every stage",
            ])
        case .benchFailed(let outcome, let log):
            CommandError.message(
                ["stage \(stage) cannot be measured: the bench command failed: \(outcome.phrase)"]
                    + LogFile(log).lastLines(5).map { "| " + $0 } + ["output: \(log.path)"])
        case .countFailed(let outcome, let counter, let log):
            CommandError.message([
                "stage \(stage) cannot be counted: it failed with \(counter.rawValue): \(outcome.phrase)",
                "where it ran too long, let it do less while PATCHBENCH_COUNTING is 1; output: \(log.path)",
            ])
        case .notCounted(_, let counter, let log):
            CommandError.message([
                "stage \(stage) cannot be counted: \(counter.rawValue) left no number", "output: \(log.path)",
            ])
        case .elsewhere(let node, _, let text, let log):
            CommandError.message(
                ["stage \(stage) \(summary.replacing(" on \(node)", with: "")), on \(node):"]
                    + text.split(separator: "\n").map { "| " + $0.trimmingCharacters(in: .whitespaces) }
                    + ["log: \(log.path)"])
        }
    }
}

extension StageProblem {
    /// The word for it in JSON.
    var kind: String {
        switch cause {
        case .doesNotApply: "does-not-apply"
        case .notMade: "not-made"
        case .build, .elsewhere(_, true, _, _): "does-not-build"
        case .bench, .benchFailed, .countFailed, .notCounted, .incomparable, .elsewhere: "does-not-bench"
        }
    }
}

extension MetricConflict {
    var text: String {
        switch self {
        case .units(let metric, let one, let other): "\(metric) is in \(one) and in \(other)"
        case .directions(let metric, let one, let other):
            "of \(metric) \(one.rawValue) is better, and \(other.rawValue)"
        }
    }
}
