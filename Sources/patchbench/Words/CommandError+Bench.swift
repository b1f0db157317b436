import Foundation
import Input
import Workbench

extension CommandError {
    static func lines(for error: BenchError) -> [String] {
        switch error {
        case .noCommand(let key, let series):
            ["series \(series) has no `\(key)` command in \(Plan.fileName)", "add one under series: \(series):"]
        case .emptyRange: ["no patch lies between the stages", "name them as A..B, A before B"]
        case .nothingToResume: ["nothing that asked the same was stopped before its end", "begin one without --resume"]
        case .noAnswer(let command, let outcome, let log):
            [
                "`\(command)` gave no answer: \(outcome.phrase)",
                "0 is good, 1 to 124, 126 and 127 are bad, 125 cannot be tested; log: \(log.path)",
            ]
        case .noCounter:
            [
                "nothing here counts instructions: the CPU's counter cannot be read, and there is no valgrind",
                "install the package valgrind (apt-get install valgrind), or measure without --count",
            ]
        case .needed(let binding): binding.lines
        case .noUnfinishedRun(let series):
            ["no run of \(series) is unfinished", "begin one without --resume; `patchbench history` lists them"]
        case .notMeasured(let stage, let run):
            [
                "run \(run) did not measure stage \(stage) and one before it",
                "`patchbench bench` measures stages, or choose another run: `patchbench history` lists them",
            ]
        case .noRun(nil): ["nothing was measured yet", "`patchbench run` builds, tests and measures the stages"]
        case .noRun(let run?):
            ["there is no run \(run) that measured stages in rounds", "`patchbench history` lists the runs"]
        case .cannotResume(let run, let obstacle):
            ["run \(run) cannot be gone on with: \(text(of: obstacle))", "begin a new one without --resume"]
        case .toolchain(let command, let outcome, let log):
            ["the toolchain command `\(command)` failed: \(outcome.phrase)", "log: \(log.path)"]
        }
    }

    private static func text(of obstacle: ResumeObstacle) -> String {
        switch obstacle {
        case .environment: "the machine, its kernel or the toolchain is not what it was"
        case .command: "the bench command is not what it was"
        case .pinning(""): "its processes were not pinned to CPUs; give --pin none"
        case .pinning(let cpus): "its processes were pinned to CPU \(cpus); give --pin \(cpus)"
        case .counter(""): "it counted no instructions; give --count none"
        case .counter(let counter): "it counted instructions with \(counter); give --count instructions"
        case .rebuilds(0): "each of its rounds had a build of its own; give --rebuilds auto"
        case .rebuilds(let count): "its stages were built \(counted(count, "time")); give --rebuilds \(count)"
        case .stage(let stage): "stage \(stage) is not what it was"
        }
    }
}
