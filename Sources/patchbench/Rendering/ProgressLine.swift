import Outputs
import PatchModel
import Synchronization
import Workbench

/// Shows on standard error what runs now: one line that is rewritten on a terminal, plain lines elsewhere.
final class ProgressLine: Sendable {
    private let terminal: Terminal
    /// Events come from any thread.
    private let console = Invocation.current.console
    private let shownRound = Mutex(0)
    /// Whether more is said than how far things are.
    private let isVerbose: Bool
    private let saysPutBack = Mutex(true)

    init(_ terminal: Terminal, isVerbose: Bool = false) {
        self.terminal = terminal
        self.isVerbose = isVerbose
    }

    /// What goes on; nil where it is not worth a line.
    static func text(_ event: Event) -> String? {
        switch event {
        case .began(let activity, let progress): line(activity, progress)
        case .learnt(let stage, let reading, let progress): progress.line(stage, reading)
        case .ended(let activity, let ending): line(activity, ending)
        case .putBack: nil
        }
    }

    func show(_ event: Event) {
        switch event {
        case .began(let activity, let progress):
            terminal.canRewrite ? rewrite(Self.line(activity, progress)) : showRound(activity, progress)
        case .putBack(let paths): showPutBack(paths)
        case .learnt(let stage, let reading, let progress):
            let line = progress.line(stage, reading)
            terminal.canRewrite ? rewrite(line) : console.error(line + "\n")
        case .ended(let activity, let ending):
            guard let line = Self.line(activity, ending) else { return }
            if terminal.canRewrite {
                if ending == .failed { console.rewrite(line + "\n") }
            } else {
                console.error(line + "\n")
            }
        }
    }

    /// Takes the line away before data is printed.
    func clear() {
        if terminal.canRewrite { console.rewrite("") }
    }

    /// Once: a build that changes files does so at every stage.
    private func showPutBack(_ paths: [TreePath]) {
        let isFirst = saysPutBack.withLock { says in
            defer { says = false }
            return says
        }
        guard isVerbose, isFirst else { return }
        let line = "put back what commands changed in the stage's files: \(listed(paths))\n"
        if terminal.canRewrite { console.rewrite(line) } else { console.error(line) }
    }

    private func rewrite(_ text: String) {
        console.rewrite(String(text.prefix(terminal.errorWidth - 1)))
    }

    /// Without a terminal, a measurement is announced once a round.
    private func showRound(_ activity: Activity, _ progress: Progress) {
        guard let round = activity.round else { return }
        let isNew = shownRound.withLock { shown in
            defer { shown = round }
            return shown != round
        }
        guard isNew else { return }
        console.error("round \(round): \(progress.done) of \(progress.total) runs done\(Self.left(progress))\n")
    }

    private static func line(_ activity: Activity, _ progress: Progress) -> String {
        let place = "[\(progress.done + 1)/\(progress.total)]"
        let round = activity.round.map { "round \($0), " } ?? ""
        return "\(place) \(activity.verb.doing) \(round)stage \(activity.stage.number) "
            + "(\(activity.stage.name))\(left(progress))"
    }

    private static func left(_ progress: Progress) -> String {
        progress.left.map { ", about \($0.text) left" } ?? ""
    }

    private static func line(_ activity: Activity, _ ending: Ending) -> String? {
        let stage = "stage \(activity.stage.number) (\(activity.stage.name))"
        switch (activity.verb, ending) {
        case (.bench, .done), (.build, .reused), (.trace, _): return nil
        case (_, .done(let duration)): return "\(stage): built in \(duration.text)"
        case (_, .reused): return "\(stage): tested before"
        case (_, .tested(let counts, let duration)): return "\(stage): \(counts.text) in \(duration.text)"
        case (.build, .failed): return "\(stage): does not build"
        case (_, .failed): return "\(stage): does not run"
        case (_, .interrupted): return "\(stage): stopped"
        }
    }
}

extension Activity.Verb {
    fileprivate var doing: String {
        switch self {
        case .build: "building"
        case .test: "testing"
        case .trace: "tracing"
        case .bench: "measuring"
        }
    }
}

extension TestCounts {
    /// `34 tests pass, 5 fail as expected`.
    var text: String {
        var parts = ["\(counted(passed, "test passes", plural: "tests pass"))"]
        if expected > 0 { parts.append("\(counted(expected, "fails as expected", plural: "fail as expected"))") }
        if failed > 0 { parts.append("\(failed) failed") }
        if skipped > 0 { parts.append("\(skipped) skipped") }
        return parts.joined(separator: ", ")
    }
}
