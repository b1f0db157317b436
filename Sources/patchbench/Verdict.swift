import Workbench

/// Whether a command's answer is all well, and with which status the process ends.
struct Verdict {
    private let problems: [StageProblem]
    private let hasFailures: Bool
    private let wasInterrupted: Bool
    private let asked: Int

    init(_ report: BuildReport) {
        problems = report.problems
        hasFailures = false
        wasInterrupted = report.wasInterrupted
        asked = report.builds.count
    }

    init(_ report: TestReport) {
        problems = report.problems
        hasFailures = !report.isGood
        wasInterrupted = report.wasInterrupted
        asked = report.stages.count
    }

    init(_ report: BenchReport) {
        problems = report.problems
        hasFailures = false
        wasInterrupted = report.wasInterrupted
        asked = report.stages.count
    }

    init(_ report: EffectsReport) {
        problems = report.problems
        hasFailures = false
        wasInterrupted = report.wasInterrupted
        asked = report.stages.count
    }

    init(_ report: ClaimsReport) {
        problems = report.problems
        hasFailures = report.claims.contains { $0.verdict == .refuted }
        wasInterrupted = report.wasInterrupted
        asked = .max
    }

    init(_ report: SearchReport) {
        problems = report.untestable
        hasFailures = report.answer == .undecided
        wasInterrupted = report.wasInterrupted
        asked = .max
    }

    init(_ report: DoctorReport) {
        problems = report.problems
        hasFailures = report.isWrong
        wasInterrupted = report.wasInterrupted
        asked = .max
    }

    init(_ report: RunReport) {
        problems = report.problems
        hasFailures = !(report.tests?.isGood ?? true)
        wasInterrupted = report.wasInterrupted
        asked = report.stages.count
    }

    /// Says what fell short on standard error.
    /// - Throws: `ExitStatus`, where it is not 0: 1 when some of the stages fell short, 2 when not one could be made,
    ///   built or measured: then it is the input that is wrong.
    func finish() throws {
        if !problems.isEmpty { Output.error(StageProblem.text(of: problems)) }
        if wasInterrupted {
            Output.error(CommandError.message(["interrupted; what was done until then is shown, and kept"]))
            throw ExitStatus.interrupted
        }
        if !problems.isEmpty && problems.count >= asked { throw ExitStatus.wrongInput }
        if hasFailures || !problems.isEmpty { throw ExitStatus.fellShort }
    }
}

/// How the process ends, when not with 0.
enum ExitStatus: Int32, Error {
    case fellShort = 1
    case wrongInput = 2
    case interrupted = 130
}
