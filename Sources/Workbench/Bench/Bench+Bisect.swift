import Judging
import PatchModel
import Results
import Statistics

extension Bench {
    /// Looks for the patches that changed a metric or a test, with as few runs as it takes to be sure; a stage is built
    /// when it is asked for, and one that cannot be built or run is gone around.
    ///
    /// Every reading is in the database as soon as it is made, so that the search can be stopped at any moment and
    /// resumed.
    /// - Throws: `BenchError.emptyRange`, `.noCommand`, `.nothingToResume`, `.cannotResume`, `.noAnswer`;
    ///   `JudgingError`.
    public func bisect(_ request: SearchRequest) async throws -> SearchReport {
        guard request.range.from < request.range.to else { throw BenchError.emptyRange }
        let command = try command(for: request.goal)
        try await prepareCounting(alone: request.goal.isCount)
        var search = PatchSearch(
            stages: request.range.from.value...request.range.to.value,
            goal: request.goal.isMetric
                ? .metric(minimumEffect: request.minimumEffect) : .test(minimumEffect: request.minimumEffect),
            options: try await options(for: request),
            exactly: request.goal.exactMargin(instructions: request.exactEffect, value: request.minimumEffect))
        let id = try await openRun(request, command)
        var run = SearchRun(goal: request.goal, command: command, id: id, start: request.range.from)
        try await keepingWorkTree { try await advance(&search, request, &run) }
        switch search.step {
        case .finished(.change), .finished(.noChange): try results().end(id, at: clock.date)
        case .finished(.undecided), .run: break
        }
        return report(request, search, run)
    }

    /// Takes over what is known, and then runs what the search asks for until it is over, interrupted or its budget is
    /// spent.
    private func advance(_ search: inout PatchSearch, _ request: SearchRequest, _ run: inout SearchRun) async throws {
        let known = try takeKnown(&search, &run)
        if let nodes = try nodes() {
            try await advance(&search, request, &run, on: nodes)
        } else {
            try await advance(&search, request, &run, after: known)
        }
    }

    private func takeKnown(_ search: inout PatchSearch, _ run: inout SearchRun) throws -> [StoredReading] {
        let known = try results().readings(of: run.id)
        let measured = try measurements(of: run.id)
        try run.learnMetric(from: measured)
        counting.take(measured)
        for entry in known {
            search.record(
                Bisection.Reading(entry.reading), stage: entry.stage.value, canBeFirm: run.reader.canBeFirm,
                isExact: run.reader.isExact, node: run.nodes.number(of: entry.node))
            if entry.reading == .untestable { run.cannot.insert(entry.stage) }
        }
        return known
    }

    /// On this machine.
    private func advance(
        _ search: inout PatchSearch, _ request: SearchRequest, _ run: inout SearchRun, after known: [StoredReading]
    ) async throws {
        let node = run.nodes.number(of: "")
        var writer = RunWriter(try results(), run: run.id, clock: clock)
        var readings = known.map(\.number).max() ?? 0
        let start = clock.now
        var seen = Set(known.map(\.stage))
        while case .run(let number) = search.step, !Task.isCancelled, !request.isSpent(after: clock.now - start) {
            let ends = [request.range.from.id, request.range.to.id]
            // Where neither end can be measured, there is no change between them to look for: the other end comes next.
            if run.cannot.isSuperset(of: ends) { return }
            let other = ends.first { !run.cannot.isDisjoint(with: ends) && !seen.contains($0) }
            let stage = other ?? StageID(number)
            readings += 1
            let progress = Progress(done: search.runs, total: search.runs + 1)
            let reading = try await writer.write(stage, number: readings) {
                let reading = try await read(stage, progress, &run)
                return reading.map { (StoredReading.Reading($0), run.output) }
            }
            guard let reading else { return }
            seen.insert(stage)
            learn(Bisection.Reading(reading), of: stage, on: node, &search, &run)
        }
    }

    func learn(
        _ reading: Bisection.Reading, of stage: StageID, on node: Int, _ search: inout PatchSearch,
        _ run: inout SearchRun
    ) {
        if reading == .untestable { run.cannot.insert(stage) }
        search.record(
            reading, stage: stage.value, canBeFirm: run.reader.canBeFirm, isExact: run.reader.isExact, node: node)
        announce(.learnt(label(stage), reading, SearchProgress(search)))
    }

    /// The command whose runs answer.
    func command(for goal: SearchRequest.Goal) throws -> String {
        switch goal {
        case .metric: try require(seriesPlan.bench, "bench").text
        case .test: try require(seriesPlan.test, "test").text
        case .command(let command): command
        }
    }

    private func options(for request: SearchRequest) async throws -> Bisection.Options {
        var options = Bisection.Options()
        options.confidence = request.confidence
        options.findsAll = request.findsAll
        options.maximumRuns = request.maximumRuns
        options.weights = request.weights.values(of: series, in: request.range)
        if let nodes = try nodes() { options.nodes = min(try await nodes.queue.width(), Bisection.mostNodes) }
        guard !seriesPlan.keep.isEmpty else { return options }
        for number in request.range.ids {
            if let stage = chain[number], store.folder(of: try await buildKey(of: stage)) != nil {
                options.built.insert(number.value)
            }
        }
        return options
    }

    /// Begins a run for the search, or takes up the one that asked the same.
    private func openRun(_ request: SearchRequest, _ command: String) async throws -> Int64 {
        let question = RunQuestion(verb: .bisect, search: RunQuestion.Search(request))
        guard request.resumes else {
            return try begin(try await record(question, of: command, request.range.ids)).id
        }
        guard let run = try await unfinishedRun(question, of: command) else { throw BenchError.nothingToResume }
        try await takeLeftovers(of: run.id)
        return run.id
    }

    private func nodeShares(of run: SearchRun) -> [NodeShare] {
        run.shares.keys.sorted().compactMap { name in
            knownNodes?.measured[name].map {
                NodeShare(name: name, rounds: run.shares[name]!, host: $0.environment.host)
            }
        }
    }

    private func report(_ request: SearchRequest, _ search: PatchSearch, _ run: SearchRun) -> SearchReport {
        let minimumEffect = search.exactEffect ?? request.minimumEffect
        let changes = search.changes.filter { request.counts($0, minimumEffect) }
        var answer: Bisection.Answer = if case .finished(let answer) = search.step { answer } else { .undecided }
        // What is found and too small to count is no change of that size; how likely none at all is says nothing then.
        let isTooSmall = answer == .change && changes.isEmpty
        if isTooSmall { answer = .noChange }
        let probabilities = Dictionary(search.patchProbabilities.map { ($0.patch, $0.probability) }) { first, _ in first
        }
        let suspects = answer == .undecided ? search.suspects.map { ($0, probabilities[$0] ?? 0) } : []
        let hasNoEnd = run.cannot.isSuperset(of: [request.range.from.id, request.range.to.id])
        let isUnfinished = if case .run = search.step { !hasNoEnd } else { false }
        return SearchReport(
            series: seriesPlan.name, goal: request.goal, minimumEffect: minimumEffect,
            metric: run.reader.metric, stages: request.range.ids.map(label),
            answered: StageRange(
                from: StageNumber(search.stages.lowerBound), to: StageNumber(search.stages.upperBound)),
            cannot: run.cannot.sorted(), hasNoEnd: hasNoEnd,
            isNet: !request.findsAll && answer == .noChange && search.asksFewStages
                && search.testedStages < search.stages.count,
            common: search.commonReading, changes: changes, answer: answer,
            suspects: suspects.map { (patch: $0.0, probability: $0.1) },
            noChangeProbability: isTooSmall ? nil : search.noChangeProbability, measurements: search.runs,
            builds: run.builds,
            stagesMeasured: search.testedStages, untestable: run.problems, host: .current(), nodes: nodeShares(of: run),
            caveats: caveats(of: search, run.reader.metric), counting: counting.facts,
            wasInterrupted: Task.isCancelled, isUnfinished: isUnfinished)
    }
}

extension RunQuestion.Search {
    fileprivate init(_ request: SearchRequest) {
        let (goal, text): (Goal, String) =
            switch request.goal {
            case .metric(let pattern): (.metric, pattern.description)
            case .test(let name): (.test, name)
            case .command(let command): (.command, command)
            }
        self.init(
            goal: goal, text: text, findsAll: request.findsAll, minimumEffect: request.minimumEffect,
            range: request.range)
    }
}

extension Bisection.Reading {
    init(_ stored: StoredReading.Reading) {
        self =
            switch stored {
            case .metric(let value): .metric(value)
            case .passed: .passed
            case .failed: .failed
            case .untestable: .untestable
            }
    }
}

extension StoredReading.Reading {
    init(_ reading: Bisection.Reading) {
        self =
            switch reading {
            case .metric(let value): .metric(value)
            case .passed: .passed
            case .failed: .failed
            case .untestable: .untestable
            }
    }
}
