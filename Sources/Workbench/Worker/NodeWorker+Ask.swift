import Foundation
import Machine
import PatchModel

extension NodeWorker {
    /// Runs a stage once, as a search wants it; what was built for it is shared first.
    func ask(_ number: Int, _ stage: String) async throws {
        guard let goal = job.goal?.goal, case .success(let made) = try bench.stages.made(id(stage)) else { return }
        let key = try await bench.buildKey(of: made)
        if !goal.needsTree { _ = try take(key) }
        var line = AnswerLine(number: number, stage: stage, begun: clock.date, seconds: 0, log: "")
        func answer(_ log: URL) throws {
            line.log = String(LogFile(log).text.suffix(1 << 16))
            try say(.answer(line))
        }
        switch try await bench.build(made, Progress(done: 0, total: 1), inTree: goal.needsTree) {
        case .ready(let built, let isReused, let time):
            if !isReused {
                try share(key)
                try say(.built(stage: stage, copy: 1, key: key.digest, isReused: false, seconds: time / .seconds(1)))
            }
            let start = clock.now
            (line.begun, bench.watch) = (clock.date, MachineWatch())
            guard let given = try await bench.ask(goal, built, Progress(done: 1, total: 1)) else { return }
            line.seconds = (clock.now - start) / .seconds(1)
            fill(&line, given)
            try answer(goal.isMetric ? bench.layout.log("bench", id(stage), "err") : bench.searchLog(id(stage)))
        case .problem(let problem):
            (line.problem, line.isOfBuild) = (describe(problem), true)
            try answer(bench.layout.log("build", id(stage)))
        case .interrupted: break
        }
    }

    private func fill(_ line: inout AnswerLine, _ answer: SearchAnswer) {
        switch answer {
        case .sample(let output):
            line.sample = SampleLine(
                output, of: line.stage, round: line.number, begun: line.begun, took: .seconds(line.seconds),
                bench.watch)
        case .results(let results): line.results = results.map(TestLine.init)
        case .ended(let outcome): line.ended = EndLine(outcome)
        case .problem(let problem): line.problem = describe(problem)
        }
    }
}
