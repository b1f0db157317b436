import ArgumentParser
import Foundation
import Input

@main
enum Main {
    static func main() async {
        ProcessConsole.occupyClosedStreams()
        PatchesChanged.answer { name in
            FullScreen.giveBackTaken()
            let line = "\(name.text) was changed while it was read: run the command again"
            try? FileHandle.standardError.write(contentsOf: Data(CommandError.message([line]).utf8))
            exit(ExitStatus.wrongInput.rawValue)
        }
        exit(await Interruption.cancelling { await Pager.paging(.ofProcess) { await Patchbench.run($0) } })
    }
}

struct Patchbench: AsyncParsableCommand {
    /// As semver.org has it.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "patchbench",
        abstract: "A workbench for a patch series: applies, builds, tests and measures every stage.",
        discussion: """
            A stage is the base tree with the first patches of the series on it. It is named by its number (0 is the \
            base), by base or top, by a patch's name or any unique part of it, or by the patch's feature flag; a range \
            is A..B. The series are in patchbench.yaml, which is looked for from the working folder upward.

            Exit status: 0 all well, 1 something fell short, 2 wrong usage or input, 130 interrupted.
            """,
        version: "patchbench \(version)",
        subcommands: [ManualCommand.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Look",
                subcommands: [
                    StatusCommand.self, SeriesCommand.self, AppliedCommand.self, UnappliedCommand.self,
                    TopCommand.self, NextCommand.self, PreviousCommand.self, FilesCommand.self, PatchesCommand.self,
                    AnnotateCommand.self,
                    ShowCommand.self, DiffCommand.self, DiffstatCommand.self,
                    RangeDiffCommand.self, InterdiffCommand.self, HistoryCommand.self, LogCommand.self,
                    ReportCommand.self, CoverCommand.self,
                ]),
            CommandGroup(
                name: "Step", subcommands: [StepCommand.self, PushCommand.self, PopCommand.self, GotoCommand.self]),
            CommandGroup(
                name: "Change",
                subcommands: [
                    NewCommand.self, RenameCommand.self, EditCommand.self, RefreshCommand.self, SplitCommand.self,
                    SpillCommand.self, AbsorbCommand.self, FoldCommand.self,
                    DropCommand.self, ReorderCommand.self, FloatCommand.self, SinkCommand.self, RebaseCommand.self,
                    UndoCommand.self, RedoCommand.self, OpCommand.self, RestoreCommand.self,
                ]),
            CommandGroup(
                name: "Measure",
                subcommands: [
                    DoctorCommand.self, ProbeCommand.self, WorkCommand.self, BuildCommand.self, TestCommand.self,
                    BenchCommand.self, RunCommand.self, ReadCommand.self,
                ]),
            CommandGroup(
                name: "Judge",
                subcommands: [
                    CompareCommand.self, AttributeCommand.self, AblateCommand.self, ClaimsCommand.self,
                    BisectCommand.self, ReduceCommand.self,
                ]),
            CommandGroup(
                name: "Exchange",
                subcommands: [
                    ApplyCommand.self, ImportCommand.self, ExportCommand.self, InitCommand.self, TrustCommand.self,
                ]),
        ])
}
