import Foundation

/// Looks at the machine, with or without a plan.
public struct Doctor: Sendable {
    let options: DoctorOptions
    let announce: @Sendable (Event) -> Void

    public init(options: DoctorOptions, announce: @escaping @Sendable (Event) -> Void = { _ in }) {
        self.options = options
        self.announce = announce
    }

    /// - Parameters:
    ///   - probe: A command that measures the machine itself, in the formats of a plan's bench.
    ///   - name: What the report calls it.
    ///   - folder: Where it runs and writes its logs.
    ///   - plan: A series that has no bench; its tools are looked for.
    public func examine(
        probe: String, named name: String, in folder: URL, plan: SeriesPlan? = nil, environment: [String: String]
    ) async throws -> DoctorReport {
        var report = try await look(plan, stateFolder: folder, environment)
        let cpus = try options.pinning.cpus()
        report.pinned = cpus
        var watch = MachineWatch()
        let command = SeriesPlan.BenchCommand(text: probe)
        let log = folder.appending(path: "probe.out", directoryHint: .notDirectory)
        try await compare(name, &report) { _, _ in
            let results = BenchResults(command: command, folder: folder, log: log)
            let before = CPUTimes.current()
            let measured = try await CommandRunner().measure(
                ShellCommand(
                    text: probe, directory: folder, environment: environment, limit: .seconds(600), output: log,
                    errors: folder.appending(path: "probe.err", directoryHint: .notDirectory), cpus: cpus))
            watch.add(from: before, to: .current())
            guard measured.outcome.isSuccess else { return nil }
            return try? results.read(measured.usage).get()
        }
        if options.time != nil, report.selfComparison == nil, !Task.isCancelled {
            report.checks.append(MachineCheck("bench", .wrong, "`\(name)` gave no numbers", nil))
        }
        report.finish(watch)
        return report
    }

    /// The checks that measure nothing but the load of a second.
    func look(
        _ plan: SeriesPlan?, stateFolder: URL, _ environment: [String: String]
    ) async throws -> DoctorReport {
        var idle = MachineWatch()
        let before = CPUTimes.current()
        try? await Task.sleep(for: .milliseconds(1100))
        idle.add(from: before, to: .current())
        let host = Host.current()
        var checks = MachineCheck.system(SystemFiles(), host, allowed: ThreadAffinity.ofProcess)
        checks.append(.load(idle))
        if let disk = MachineCheck.disk(of: stateFolder) { checks.append(disk) }
        if let plan { checks.append(.tools(of: plan, path: environment["PATH"] ?? "/usr/bin:/bin")) }
        return DoctorReport(host: host, checks: checks)
    }

    /// The A/A run; none where no time is given.
    func compare(
        _ command: String, _ report: inout DoctorReport,
        measure: (_ round: Int, Progress) async throws -> BenchOutput?
    ) async throws {
        guard let time = options.time, !Task.isCancelled else { return }
        var start = ContinuousClock.now
        var done = 0
        let measured = try await SelfComparison.rounds(
            seed: options.seed, isSpent: { ContinuousClock.now - start >= time },
            measure: { round in
                if done == 1 { start = ContinuousClock.now }
                // The warm-up does not count, and the second run knows how long one takes.
                let spent = ContinuousClock.now - start
                let left = done > 1 ? max(1, Int((time - spent) / spent * Double(done - 1))) : 1
                let progress = Progress(done: done, total: done + left, left: done > 1 ? max(time - spent, .zero) : nil)
                let output = try await measure(round, progress)
                done += 1
                return output
            })
        report.wasInterrupted = Task.isCancelled
        guard measured.count > 0 else { return }
        let comparison = SelfComparison(
            measured.samples, rounds: measured.count, time: ContinuousClock.now - start, command: command,
            options: options.comparison)
        report.selfComparison = comparison
        report.caveats = Caveats.of(measured.samples.series)
    }
}

extension DoctorReport {
    /// What the machine did meanwhile, and whether the bench needs more than one CPU.
    mutating func finish(_ watch: MachineWatch) {
        caveats += Caveats.of(watch, governor: MeasuringEnvironment.governor(SystemFiles()))
        // Where others take the CPUs away, it shows nothing.
        guard let used = watch.ownCPUs, !watch.isLoaded, selfComparison != nil else { return }
        let finding = String(format: "the bench uses %.1f CPUs", used)
        let isSingle = used <= 1.1 && pinned == nil && host.cpus > 1
        checks.append(
            MachineCheck(
                "bench", .good, pinned.map { finding + ", pinned to CPU \($0)" } ?? finding,
                isSingle ? "--pin one keeps it from moving; not where a patch adds threads" : nil))
    }
}
