import Foundation
import Input
import Judging
import Machine
import Outputs
import PatchModel

/// Looks at the machine, with or without a plan.
public struct Doctor: Sendable {
    let options: DoctorOptions
    let tools: BenchTools

    public init(options: DoctorOptions, tools: BenchTools) {
        self.options = options
        self.tools = tools
    }

    /// - Parameters:
    ///   - probe: A command that measures the machine itself, in the formats of a plan's bench.
    ///   - name: What the report calls it.
    ///   - folder: Where it runs and writes its logs.
    ///   - plan: A series that has no bench; its tools are looked for.
    public func examine(
        probe: String, named name: String, in folder: URL, plan: SeriesPlan? = nil
    ) async throws -> DoctorReport {
        var report = try await look(plan, stateFolder: folder)
        let cpus = try options.pinning.cpus()
        report.pinned = cpus
        var watch = MachineWatch()
        let command = BenchCommand(text: probe)
        let log = folder.appending(path: "probe.out", directoryHint: .notDirectory)
        report.selfComparison = try await compare(name, &report) { _, _, _ in
            let results = BenchResults(command: command, folder: folder, log: log)
            let before = CPUTimes.current(at: tools.clock.now)
            let measured = try await tools.runner.measure(
                ShellCommand(
                    text: probe, directory: folder, environment: tools.environment, limit: .seconds(600), output: log,
                    errors: folder.appending(path: "probe.err", directoryHint: .notDirectory), cpus: cpus))
            watch.add(from: before, to: .current(at: tools.clock.now))
            if Task.isCancelled { return nil }
            guard measured.outcome.isSuccess else { return .failure(.benchFailed(measured.outcome, log: log)) }
            return results.read(measured.usage)
        }
        report.problems = []
        if options.time != nil, report.selfComparison == nil, !Task.isCancelled {
            report.checks.append(MachineCheck(.noNumbers(command: name), .wrong))
        }
        report.finish(watch)
        return report
    }

    /// The checks that measure nothing but the load of a second.
    func look(
        _ plan: SeriesPlan?, stateFolder: URL
    ) async throws -> DoctorReport {
        var idle = MachineWatch()
        let before = CPUTimes.current(at: tools.clock.now)
        try? await tools.clock.sleep(for: .milliseconds(1100))
        idle.add(from: before, to: .current(at: tools.clock.now))
        let host = HostInfo.current()
        var checks = MachineCheck.system(SystemFiles(), host, allowed: ThreadAffinity.ofProcess)
        let counter = try await InstructionCounter.find(tools.environment, tools.runner)
        checks.append(MachineCheck(.counting(counter), counter == nil ? .caution : .good))
        checks.append(.load(idle))
        if let disk = MachineCheck.disk(of: stateFolder) { checks.append(disk) }
        if let plan { checks.append(.tools(of: plan, path: SearchPath(tools.environment))) }
        return DoctorReport(host: host, checks: checks)
    }

    /// An A/A run; none where no time is given.
    /// - Parameters:
    ///   - parts: It gets one of so many parts of the time.
    ///   - measure: Is told which of the pair it measures.
    func compare(
        _ command: String, _ report: inout DoctorReport, parts: Int = 1,
        measure: (StageID, _ round: Int, Progress) async throws -> Result<BenchOutput, StageProblem.Cause>?
    ) async throws -> SelfComparison? {
        guard let time = options.time.map({ $0 / parts }), !Task.isCancelled else { return nil }
        let pair = SelfComparison.pair
        var rounds = Rounds(
            RoundsPlan(
                groups: [[pair.before, pair.after]], seed: options.seed, length: .untilSpent, budget: time,
                warmsUp: true))
        report.problems += try await rounds.run(tools.clock) { stage, place, elapsed in
            let left = place.done > 0 ? max(time - elapsed, .zero) : nil
            let runs = left.map { max(1, Int($0 / elapsed * Double(place.done))) } ?? 1
            return try await measure(
                stage, place.round, Progress(done: place.done, total: place.done + runs, left: left))
        }
        report.wasInterrupted = Task.isCancelled
        guard rounds.completeRounds > 0 else { return nil }
        if report.caveats.isEmpty { report.caveats = Caveats.of(rounds.samples.series) }
        return SelfComparison(
            rounds.samples, rounds: rounds.completeRounds, time: rounds.countedTime, command: command,
            options: options.comparison)
    }
}

extension DoctorReport {
    /// What the machine did meanwhile, and whether the bench needs more than one CPU.
    mutating func finish(_ watch: MachineWatch) {
        caveats += watch.caveats(MeasuringEnvironment.governor(SystemFiles()))
        // Where others take the CPUs away, it shows nothing.
        guard let used = watch.ownCPUs, !watch.isLoaded, selfComparison != nil else { return }
        let moves = used <= 1.1 && pinned == nil && host.cpus > 1
        checks.append(MachineCheck(.bench(cpus: used, pinned: pinned, moves: moves)))
    }
}
