import PatchModel

extension Workbench {
    /// Looks at the machine, and measures the top of the series against itself with the plan's bench, which must be there.
    public func examine(_ options: DoctorOptions) async throws -> DoctorReport {
        guard let bench = seriesPlan.bench else { throw WorkbenchError.noCommand("bench", series: seriesPlan.name) }
        let doctor = Doctor(options: options, announce: announce)
        var report = try await doctor.look(seriesPlan, stateFolder: plan.stateDirectory, hostEnvironment)
        guard options.time != nil, !Task.isCancelled else { return report }
        report.pinned = try pinnedCPUs()
        try await keepingApplied {
            switch try await build(series.top, Progress(done: 0, total: 1)) {
            case .ready(let built, _, _):
                var problem: StageProblem.Cause?
                try await doctor.compare(bench.text, &report) { round, progress in
                    switch try await self.sample(built, round: round, progress) {
                    case .success(let output): return output
                    case .failure(let cause): problem = cause
                    case nil: break
                    }
                    return nil
                }
                if let problem { report.problems.append(StageProblem(stage: series.top, cause: problem)) }
            case .problem(let problem): report.problems.append(problem)
            case .interrupted: break
            }
        }
        report.wasInterrupted = Task.isCancelled
        report.finish(watch)
        return report
    }
}
