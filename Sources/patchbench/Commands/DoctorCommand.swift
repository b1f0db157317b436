import ArgumentParser
import Files
import Foundation
import Input
import Workbench

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look at the machine before measuring, and say what it can tell.",
        discussion: """
            Measures the top of the series against itself with the plan's bench (without a plan, or without a \
            bench, a loop of its own) and says of each metric what change a minute of measurement tells here. Where \
            commands run in a sandbox, half of the time measures the same outside and inside.

            With --on, or `on:` in the plan, it measures nothing: it asks every node for its CPUs, clock, kernel and \
            toolchain, and names those that differ.

            Exit status 1 where something would make verdicts false: the two were told apart, a tool is missing, \
            the disk is full, a node has another toolchain.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var pin: PinOption
    @OptionGroup var on: OnOption
    @Option(help: ArgumentHelp("Measure so long, such as 20s or 2m.", valueName: "time"))
    var time: TimeSpan = TimeSpan(argument: "60s")!
    @Flag(help: "Measure nothing.") var quick = false
    @Option(
        help: ArgumentHelp(
            "The order of measurement follows from it (default: a random one, printed).", valueName: "seed"))
    var seed: UInt64?

    func run() async throws {
        let progress = ProgressLine(common.terminal)
        if try on.place.map({ $0 != .local }) ?? (seriesPlan()?.place != .local && seriesPlan() != nil) {
            return try await examineNodes(progress)
        }
        let report = try await examine(progress)
        progress.clear()
        try common.show(report, json) {
            DoctorListing(report: $0, paint: common.paint, width: common.terminal.width).lines
        }
        try report.finish()
    }

    /// Of other machines: what each is, and which differ.
    private func examineNodes(_ progress: ProgressLine) async throws {
        let workbench = try await common.openInTurn(progress, on.changed())
        let report = try await workbench.bench.examineNodes()
        progress.clear()
        try common.show(report, json) { NodesListing(report: $0, width: common.terminal.width).lines }
        try report.finish()
    }

    private func examine(_ progress: ProgressLine) async throws -> DoctorReport {
        let options = DoctorOptions(
            time: quick ? nil : time.duration, pinning: pin.choice ?? .none, seed: seed ?? .random(in: 0...999_999))
        let plan = try seriesPlan()
        if plan?.bench != nil {
            return try await common.openInTurn(progress, PlanChanges(pin: pin.choice)).bench.examine(options)
        }
        let scratch = try Scratch(temporary: FileManager.default.temporaryDirectory.path)
        defer { withExtendedLifetime(scratch) {} }
        return try await Doctor(options: options, tools: common.tools(nil)).examine(
            probe: "/proc/\(ProcessInfo.processInfo.processIdentifier)/exe \(ProbeCommand.name)",
            named: "patchbench \(ProbeCommand.name)",
            in: URL(filePath: scratch.folder.path, directoryHint: .isDirectory), plan: plan)
    }

    private func seriesPlan() throws -> SeriesPlan? {
        do {
            return try Plan.findOwn(from: common.folder)
                .series(named: common.series)
        } catch {
            guard case .noPlan = error, common.series == nil else { throw error }
            return nil
        }
    }
}
