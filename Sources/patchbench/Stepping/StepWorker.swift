import GitStore
import Input
import Judging
import Machine
import Outputs
import PatchModel
import Workbench

/// Does what keys ask for beyond looking, as the verbs of the same names do.
struct StepWorker {
    let source: StepSource
    let inbox: Inbox<StepInput>

    /// Of measuring and searching, in time.
    private static let budget = Duration.seconds(120)

    /// - Returns: what came of it, in a line.
    func run(_ job: StepJob) async throws -> String {
        switch job {
        case .goto(let stage):
            let step = try open().workspace.goto(StageNumber(stage))
            return "now at \(step.to.number) \(step.to.name)"
        case .undo: return EditListing(report: try open().workspace.undo()).lines.joined(separator: " ")
        case .test(let stage): return try await test(StageID(stage))
        case .bench(let stage): return try await bench(StageID(stage))
        case .bisect(let metric): return try await bisect(metric)
        }
    }

    private func open(turn: Turn? = nil) throws -> Workbench {
        try source.open(.change, turn) { [inbox] event in
            if let text = ProgressLine.text(event) { inbox.post(.progress(text)) }
        }
    }

    private func openInTurn() async throws -> Workbench {
        let turn = try await Turn.wait(in: Plan.findOwn(from: source.folder)) { process in
            let name = process.map { " (process \($0))" } ?? ""
            inbox.post(.progress("another patchbench\(name) is at work here; waiting for it to end"))
        }
        return try open(turn: turn)
    }

    private func test(_ stage: StageID) async throws -> String {
        let report = try await openInTurn().bench.test([stage])
        if let problem = report.problems.first { return problem.text }
        guard let results = report.results.first else { return "stopped" }
        return "stage \(stage): \(TestCounts(results.tests).text)"
    }

    private func bench(_ stage: StageID) async throws -> String {
        guard let before = stage.previous else { throw StepError.notAPatch }
        var options = StepSource.judging
        options.length = .untilSettled(budget: Self.budget)
        options.seed = UInt64.random(in: 0...999_999)
        let report = try await openInTurn().bench.compare(before, stage, options: options)
        if let problem = report.problems.first { return problem.text }
        return Headline(stages: report.stages, effects: report.effects).text
    }

    private func bisect(_ metric: Metric) async throws -> String {
        let workbench = try await openInTurn()
        var request = SearchRequest(
            goal: .metric(try MetricPattern(reading: metric.description)),
            range: StageRange(from: .base, to: workbench.series.top))
        request.budget = Self.budget
        let report = try await workbench.bench.bisect(request)
        return SearchListing(report: report, confidence: request.confidence).answer.prefix(2).joined(separator: " ")
    }
}
