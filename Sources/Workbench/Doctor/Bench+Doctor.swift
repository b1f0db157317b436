import Judging

extension Bench {
    /// Looks at the machine, and measures the top of the series against itself with the plan's bench, which must be
    /// there.
    public func examine(_ options: DoctorOptions) async throws -> DoctorReport {
        let bench = try require(seriesPlan.bench, "bench")
        let doctor = Doctor(options: options, tools: tools)
        var report = try await doctor.look(seriesPlan, stateFolder: plan.stateDirectory)
        guard options.time != nil, !Task.isCancelled else { return report }
        report.pinned = try pinnedCPUs()
        try await keepingWorkTree {
            switch try await build(series.top.id, Progress(done: 0, total: 1)) {
            case .ready(let built, _, _):
                let parts = seriesPlan.sandbox == nil ? 1 : 2
                report.selfComparison = try await doctor.compare(bench.text, &report, parts: parts) { _, round, place in
                    try await sample(built, round: round, place)
                }
                guard parts > 1 else { break }
                report.sandboxComparison = try await doctor.compare(bench.text, &report, parts: parts) {
                    stage, round, place in
                    let isOutside = stage == SelfComparison.pair.before
                    return try await sample(built, round: round, place, runner: isOutside ? tools.runner : runner)
                }
            case .problem(let problem): report.problems.append(problem)
            case .interrupted: break
            }
        }
        report.wasInterrupted = Task.isCancelled
        report.finish(watch)
        return report
    }
}
