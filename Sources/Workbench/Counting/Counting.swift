import Judging
import Machine
import Outputs
import PatchModel

/// How far a run has come with counting instructions.
struct Counting: Sendable {
    /// Nil where nothing is to be counted.
    var counter: InstructionCounter?
    /// Whether instructions are all that is wanted, so that no time needs to be measured.
    var isAlone = false
    /// Known once one stage was counted three times.
    private(set) var facts: InstructionCounting?
    /// Programs that were not counted.
    private(set) var uncounted: Set<String> = []
    private var counted: Set<StageID> = []

    /// So often is the first stage counted to see whether a count shakes.
    static let repeats = 3

    /// Whether a stage is to be counted in a round; where one count says it all, once.
    func wants(_ stage: StageID, in round: Int?) -> Bool {
        guard counter != nil else { return false }
        guard let round else { return true }
        return round > 0 && !(facts?.isExact == true && counted.contains(stage))
    }

    mutating func note(_ counts: [CommandCount], of stage: StageID) {
        counted.insert(stage)
        uncounted.formUnion(counts.flatMap(\.uncounted))
        guard facts == nil, counts.count >= Self.repeats, let counter else { return }
        facts = InstructionCounting(counter: counter.rawValue, counts: counts.map { Double($0.instructions) })
    }

    /// Takes over what a run that is gone on with has counted.
    mutating func take(_ known: [StageMeasurement]) {
        for measurement in known where measurement.round > 0 {
            guard measurement.output.samples.contains(where: { $0.metric.isInstructionCount }) else { continue }
            counted.insert(measurement.stage)
            facts = InstructionCounting(measurement.output.conditions) ?? facts
        }
    }
}

/// The environment of what is counted, which is the same for every stage: a variable more, or a longer one, moves the
/// stack and is gone through by the loader, the shell and every interpreter.
enum CountingEnvironment {
    /// So that a benchmark can choose less work than for a time.
    static let counting = "PATCHBENCH_COUNTING"
    /// The variable that only takes room.
    static let padding = "PATCHBENCH_PADDING"
    /// Hashes that do not go by chance.
    private static let fixed = ["PYTHONHASHSEED": "0", "PERL_HASH_SEED": "0", "PERL_PERTURB_KEYS": "0", counting: "1"]
    /// What says which stage it is.
    private static let ofStage = [
        "PATCHBENCH_STAGE", "PATCHBENCH_FLAGS", "PATCHBENCH_SWIFT_FLAGS", "PATCHBENCH_BUILD",
    ]
    /// What belongs to a terminal or a session, and is another one tomorrow.
    private static let ofSession: Set = [
        "_", "OLDPWD", "PWD", "SHLVL", "COLUMNS", "LINES", "TERM", "COLORTERM", "LS_COLORS", "WINDOWID", "DISPLAY",
        "MAIL", "INVOCATION_ID", "JOURNAL_STREAM", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PS1", "PS2",
    ]
    private static let ofSessionBeginnings = [
        "SSH_", "XDG_SESSION", "TERM_", "DBUS_", "WAYLAND", "VTE_", "TMUX", "STY",
    ]

    /// - Parameters:
    ///   - environment: Of the stage's bench command.
    ///   - command: A variable of the stage that it names is left to it.
    static func fixed(_ environment: [String: String], for command: String) -> [String: String] {
        var kept = environment.filter { name, _ in
            !ofSession.contains(name) && !ofSessionBeginnings.contains(where: name.hasPrefix)
                && (!ofStage.contains(name) || command.contains(name))
        }
        kept.merge(fixed) { $1 }
        let size = kept.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        // Of two machines' or two days' environments most have one length.
        let room = (4096 - (size + padding.utf8.count) % 4096) % 4096
        kept[padding] = String(repeating: "x", count: room)
        return kept
    }
}
