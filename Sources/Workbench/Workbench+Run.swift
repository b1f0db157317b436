import PatchModel

extension Workbench {
    /// Builds, tests and measures stages.
    ///
    /// A build that was tested before is not tested again, so that a second run with nothing new begins to measure at
    /// once. A stage whose tests fail is measured all the same.
    public func run(_ numbers: [StageNumber], rounds: Int, seed: UInt64) async throws -> RunReport {
        guard seriesPlan.test != nil || seriesPlan.bench != nil else {
            throw WorkbenchError.noCommand("bench", series: seriesPlan.name)
        }
        let tests = seriesPlan.test == nil ? nil : try await test(numbers, reusing: true)
        if tests?.wasInterrupted == true || seriesPlan.bench == nil { return RunReport(tests: tests, bench: nil) }
        return RunReport(
            tests: tests, bench: try await bench(numbers, rounds: rounds, seed: seed, without: tests?.problems ?? []))
    }
}
