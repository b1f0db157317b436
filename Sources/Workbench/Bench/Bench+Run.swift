extension Bench {
    /// Builds, tests and measures stages.
    ///
    /// A build that was tested before is not tested again, so that a second run with nothing new begins to measure at
    /// once. A stage whose tests fail is measured all the same.
    public func run(_ request: BenchRequest, rebuilds: Int = 1) async throws -> RunReport {
        if seriesPlan.test == nil { _ = try require(seriesPlan.bench, "bench") }
        let run = seriesPlan.bench == nil ? nil : try await openRun(request, rebuilds: rebuilds)
        let numbers = run?.stages ?? request.stages
        let tests = seriesPlan.test == nil ? nil : try await test(numbers, reusing: true)
        guard let run, tests?.wasInterrupted != true else { return RunReport(tests: tests, bench: nil) }
        return RunReport(tests: tests, bench: try await bench(run, rebuilds, without: tests?.problems ?? []))
    }
}
