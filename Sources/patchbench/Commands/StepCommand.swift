import ArgumentParser
import Foundation
import Glibc
import Input
import Screen
import Workbench

struct StepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "Step through the series on a full screen: patches, diffs, tests, effects.",
        discussion: """
            On the screen ? shows all keys: j and k move, enter goes into a patch, / searches, > goes to a stage, T \
            tests and B measures it while one goes on reading.
            """)

    @OptionGroup var common: CommonOptions
    @Option(
        help: ArgumentHelp(
            "The version that v compares a patch with (default: another series of patchbench.yaml).",
            valueName: "series"))
    var against: String?

    func run() async throws {
        let input = Invocation.current.input
        guard common.terminal.width != nil, FullScreen.isTerminal(input), common.environment["TERM"] != "dumb" else {
            Output.error(
                CommandError.message(["step needs a terminal; patchbench show and patchbench series print the same"]))
            throw ExitStatus.wrongInput
        }
        _ = try Plan.findOwn(from: common.folder).series(named: common.series)
        let update = ScreenUpdate(hasColour: common.terminal.hasColour, hasUnicode: hasUnicode)
        let terminal = FullScreen(input: input, update: update)
        let problem = terminal.take()
        guard problem == 0 else {
            Output.error(
                CommandError.message(["the terminal cannot be used: \(String(cString: strerror(problem)))"]))
            throw ExitStatus.fellShort
        }
        let wasInterrupted = await StepSession(source).run(on: terminal)
        terminal.giveBack()
        if wasInterrupted { throw ExitStatus.interrupted }
    }

    private var source: StepSource {
        let (common, environment) = (common, common.environment)
        return StepSource(
            folder: common.folder, against: against,
            open: { access, turn, announce in
                try common.open(access, tools: BenchTools(environment: environment, announce: announce), turn: turn)
            },
            version: { try common.versionSource().series($0) })
    }

    /// As the C library decides it: the first that is set.
    private var hasUnicode: Bool {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"]
        let locale = names.lazy.compactMap { common.environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().replacing("-", with: "").contains("utf8")
    }
}
