import Workbench

/// What a command answers, as far as the exit status goes.
protocol Answer: Encodable {
    /// Stages that fell short.
    var problems: [StageProblem] { get }
    /// Whether something else fell short: a test that fails, a claim that is refuted.
    var hasFailures: Bool { get }
    var wasInterrupted: Bool { get }
    /// How many stages were asked for; where none of them came about, it is the input that is wrong.
    var asked: Int { get }
}

extension Answer {
    var hasFailures: Bool { false }
    var asked: Int { .max }

    /// Says what fell short on standard error.
    /// - Throws: `ExitStatus`, where it is not 0: 1 when some of the stages fell short, or a patch does not apply; 2
    ///   when not one could be built or measured: then it is the input that is wrong.
    func finish() throws {
        if !problems.isEmpty { Output.error(StageProblem.text(of: problems)) }
        if wasInterrupted {
            Output.error(CommandError.message(["interrupted; what was done until then is shown, and kept"]))
            throw ExitStatus.interrupted
        }
        if !problems.isEmpty, problems.count >= asked, problems.allSatisfy({ $0.exitStatus == .wrongInput }) {
            throw ExitStatus.wrongInput
        }
        if hasFailures || !problems.isEmpty { throw ExitStatus.fellShort }
    }
}

extension BuildReport: Answer {
    var asked: Int { builds.count }
}

extension TestReport: Answer {
    var hasFailures: Bool { !isGood }
    var asked: Int { stages.count }
}

extension BenchReport: Answer {
    /// Whether there is not one number.
    var hasFailures: Bool { measurements.isEmpty && !wasInterrupted }
    var asked: Int { stages.count }
}

extension EffectsReport: Answer {
    /// Whether there is nothing to say anything about.
    var hasFailures: Bool { effects.isEmpty && !wasInterrupted }
    var asked: Int { stages.count }
}

extension AblationReport: Answer {
    var problems: [StageProblem] { effects.problems }
    var wasInterrupted: Bool { effects.wasInterrupted }
    var asked: Int { effects.asked }
}

extension ClaimsReport: Answer {
    var hasFailures: Bool { claims.contains { $0.verdict == .refuted } }
}

extension SearchReport: Answer {
    var problems: [StageProblem] { untestable }
    /// Whether the question was not answered as it was asked.
    var hasFailures: Bool { answer == .undecided || !isWhole }
    var asked: Int { stagesMeasured == 0 ? 1 : .max }
}

extension DoctorReport: Answer {
    var hasFailures: Bool { isWrong }
}

extension NodesReport: Answer {
    var problems: [StageProblem] { [] }
    /// Whether none is there, or one is of no use.
    var hasFailures: Bool { nodes.isEmpty || hasOtherToolchain }
}

extension RunReport: Answer {
    var hasFailures: Bool { !(tests?.isGood ?? true) || bench?.hasFailures ?? false }
    var asked: Int { stages.count }
}

/// How the process ends, when not with 0.
enum ExitStatus: Int32, Error {
    case fellShort = 1
    case wrongInput = 2
    case interrupted = 130
}

extension StageProblem {
    /// Where it is all that there is to say: a patch that does not apply is what was asked about; one that is refused,
    /// or a command that runs on no stage, is wrong input.
    var exitStatus: ExitStatus {
        switch cause {
        case .doesNotApply(let failure): failure.failure.isRefusal ? .wrongInput : .fellShort
        case .notMade: .fellShort
        case .build, .bench, .incomparable, .benchFailed, .countFailed, .notCounted, .elsewhere: .wrongInput
        }
    }
}

extension StepError {
    var exitStatus: ExitStatus {
        switch self {
        case .notMade(let problem), .doesNotPush(let problem, _): problem.exitStatus
        case .nothingToMerge: .fellShort
        default: .wrongInput
        }
    }
}

extension EditError {
    var exitStatus: ExitStatus {
        switch self {
        case .breaks(let problem): problem.exitStatus
        case .doesNotFold: .fellShort
        default: .wrongInput
        }
    }
}
