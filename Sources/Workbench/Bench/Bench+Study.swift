import Foundation
import Judging
import Machine
import Outputs
import PatchModel
import Results
import Statistics

extension Bench {
    /// Where `run` leaves the page of what it measured.
    public var reportFile: URL { layout.folder.appending(path: "report.html", directoryHint: .notDirectory) }

    /// Judges a run that is in the database.
    ///
    /// - Parameter number: Of the run; nil for the latest that measured two stages or more in rounds.
    /// - Throws: `BenchError.noRun`.
    public func study(_ number: Int? = nil, _ options: ComparisonOptions) throws -> Study {
        guard plan.results.exists else { throw BenchError.noRun(number) }
        let history = try RunHistory.read(plan.results, series: seriesPlan.name).runs
        let chosen = history.last { run in
            number.map { $0 == run.number } ?? (run.question.verb != .bisect && run.measurements > 1)
        }
        guard let run = chosen, run.question.verb != .bisect else { throw BenchError.noRun(number) }
        var options = judging(options)
        options.rebuilds = run.rebuilds
        let measured = try measured(in: run)
        let samples = measured.samples
        let pairs = zip(samples.stages, samples.stages.dropFirst()).map { StagePair(before: $0, after: $1) }
        let effects = Self.judge(pairs, samples, options)
        let known = try results().stages(of: Int64(run.number))
        var study = Study(
            series: seriesPlan.name, run: run, stages: samples.stages.map { stage(known, $0) },
            metrics: samples.metrics.filter(options.judges),
            samples: samples.stages.flatMap { samples.samples(of: $0) }.filter { options.judges($0.metric) },
            effects: effects, totals: [], functions: try functionTables(of: effects, in: measured.run),
            options: options, circumstances: try circumstances(of: run, measured),
            caveats: caveats(of: measured, effects, options), tests: TestReport(series: seriesPlan.name, stages: []),
            claims: [], searches: try searches(history), patches: try shownPatches(),
            outdated: known.filter { chain[$0.stage]?.tree.description != $0.tree }.map(\.stage))
        if let first = samples.stages.first, let last = samples.stages.last, first < last {
            study.totals = Self.judge([StagePair(before: first, after: last)], samples, options)
        }
        study.tests = try testReport(known, isOneBuild: run.rebuilds == 1)
        study.reported = try reported(study.metrics)
        study.claims = try claims(tests: study.tests, run: run, options)
        return study
    }

    /// The latest run that measured the base and the top, both as they are now.
    ///
    /// - Returns: nil where there is none.
    public func wholeStudy(_ options: ComparisonOptions) throws -> Study? {
        guard plan.results.exists else { return nil }
        let ends = [StageID.base, series.top.id]
        let verbs: [RunVerb] = [.bench, .compare, .attribute, .claims]
        let runs = try RunHistory.read(plan.results, series: seriesPlan.name).runs.filter { run in
            verbs.contains(run.question.verb) && ends.allSatisfy(run.stages.contains)
        }
        let latest = try runs.last { run in
            let known = try results().stages(of: Int64(run.number))
            return ends.allSatisfy { end in
                known.contains { $0.stage == end && chain[end]?.tree.description == $0.tree }
            }
        }
        return try latest.map { try study($0.number, options) }
    }

    /// - Throws: where a stage is named that there is not.
    private func reported(_ metrics: [Metric]) throws -> Study.Reported? {
        guard let reported = seriesPlan.reported else { return nil }
        let stages = try reported.stages.map { try series.id(named: $0) }
        let values = metrics.flatMap { metric in
            let known = reported.values.first { $0.pattern.matches(metric) }
            return zip(stages, known?.numbers ?? []).compactMap { stage, number in
                number.map { (metric: metric, stage: stage, value: $0) }
            }
        }
        return Study.Reported(source: reported.source, values: values)
    }

    /// What the run measured after its warm-up.
    func measured(in run: RunHistory.Run) throws -> MeasuredPairs {
        var measured = MeasuredPairs()
        measured.samples = RoundSamples(builds: run.rebuilds)
        for entry in try measurements(of: Int64(run.number)) where entry.round > 0 {
            measured.samples.add(entry.output, of: entry.stage, round: entry.round, node: entry.node)
        }
        measured.run = Int64(run.number)
        measured.rounds = run.completeRounds
        measured.conditions = try results().conditions(of: Int64(run.number))
        return measured
    }

    private func circumstances(
        of run: RunHistory.Run, _ measured: MeasuredPairs
    ) throws -> EffectsReport.Circumstances {
        EffectsReport.Circumstances(
            command: run.command, host: run.host,
            toolchain: run.toolchain.split(separator: "\n").first.map(String.init), conditions: measured.conditions,
            pinned: CPUSet(list: run.pin), nodes: try nodeShares(measured.samples, Int64(run.number)))
    }

    /// As the stage was called when it was measured.
    private func stage(_ known: [RunStage], _ number: StageID) -> StageLabel {
        let now = label(number)
        guard let then = known.first(where: { $0.stage == number }), then.name != storedName(of: number) else {
            return now
        }
        return StageLabel(number: number, patch: PatchName(then.name))
    }

    private func shownPatches() throws -> [ShownPatch] {
        try series.patches.enumerated().compactMap { index, patch in
            let number = StageNumber(index + 1)
            guard let before = number.previous, let old = chain[before.id], let new = chain[number.id] else {
                return nil
            }
            return ShownPatch(
                label: label(number), header: patch.header,
                diff: try repository.diff(from: old.tree, to: new.tree))
        }
    }

    /// - Parameter isOneBuild: Several builds of a stage have a key together; its tests are those of any of its tree.
    private func testReport(_ known: [RunStage], isOneBuild: Bool) throws -> TestReport {
        var report = TestReport(series: seriesPlan.name, stages: known.map { stage(known, $0.stage) })
        guard let command = seriesPlan.test.map(testCommands) else { return report }
        for stage in known {
            let found =
                try isOneBuild
                ? results().tests(of: stage.key, command: command)
                : results().tests(ofTree: stage.tree, command: command)
            guard let tests = found else { continue }
            report.results.append(
                TestReport.StageResults(
                    stage: stage.stage, tests: tests, log: layout.log("test", stage.stage, "out").path))
        }
        return report
    }

    /// - Parameter run: The one whose numbers are held against the claims; without one, those of metrics are not
    ///   shown.
    func claims(
        tests: TestReport, run: RunHistory.Run?, _ options: ComparisonOptions
    ) throws -> [ClaimFinding] {
        let stated = try StatedClaim.all(of: series, seriesFile: seriesFile)
        var effects: [StatedClaim: ClaimFinding] = [:]
        if let run, stated.contains(where: { !$0.claim.metrics.isEmpty }) {
            let measured = try measured(in: run)
            let judge = ClaimJudge(
                claims: stated.filter { !$0.claim.metrics.isEmpty }.map { ($0, pair(of: $0)) },
                cpus: try circumstances(of: run, measured).cpus, options: options)
            effects = judge.findings(measured.samples, rounds: run.completeRounds)
        }
        let outcomes = outcomes(of: tests)
        let explored = try exploredBefore()
        return stated.map { claim in
            switch claim.claim {
            case .test(let name): finding(claim, test: name, outcomes)
            case .explored(let name): finding(claim, scenario: name, explored)
            case .sameBehaviour: Self.notShown(claim, .notCompared)
            case .effect, .unchanged, .atMost: effects[claim] ?? Self.notShown(claim, .notMeasured)
            }
        }
    }

    /// What was explored of the stages before, by whatever build.
    private func exploredBefore() throws -> TestOutcomes {
        guard let command = seriesPlan.explore?.test else { return [:] }
        var found = TestReport(series: seriesPlan.name, stages: [])
        for stage in series.stages.map(\.id) {
            guard let tree = chain[stage]?.tree,
                let tests = try results().tests(ofTree: tree.description, command: command.texts(with: nil))
            else { continue }
            found.results.append(TestReport.StageResults(stage: stage, tests: tests, log: ""))
        }
        return outcomes(of: found)
    }

    private func searches(_ history: [RunHistory.Run]) throws -> [Study.Search] {
        try history.filter { $0.question.search != nil }.compactMap { run in
            let readings = try results().readings(of: Int64(run.number))
            guard let asked = run.question.search, !readings.isEmpty, asked.range.to <= series.top else { return nil }
            var options = Bisection.Options()
            options.findsAll = asked.findsAll
            var nodes = NodeNumbers()
            options.nodes = Set(readings.map(\.node)).count
            var search = PatchSearch(
                stages: asked.range.from.value...asked.range.to.value,
                goal: asked.goal == .metric
                    ? .metric(minimumEffect: asked.minimumEffect) : .test(minimumEffect: asked.minimumEffect),
                options: options, exactly: try exactMargin(asked, run))
            let canBeFirm = try canBeFirm(asked, run)
            let steps = readings.map { entry in
                let reading = Bisection.Reading(entry.reading)
                search.record(
                    reading, stage: entry.stage.value, canBeFirm: canBeFirm, isExact: search.isExact,
                    node: nodes.number(of: entry.node))
                return Study.Search.Step(
                    stage: label(entry.stage), reading: reading, progress: SearchProgress(search))
            }
            return Study.Search(run: run, readings: steps, changes: search.changes)
        }
    }

    /// Nil where one run did not tell the metric exactly.
    private func exactMargin(_ asked: RunQuestion.Search, _ run: RunHistory.Run) throws -> ExactMargin? {
        guard asked.goal == .metric, let pattern = try? MetricPattern(reading: asked.text) else { return nil }
        let measurements = try measurements(of: Int64(run.number))
        let conditions = try results().conditions(of: Int64(run.number))
        let metric = measurements.lazy.flatMap(\.output.samples).map(\.metric).first(where: pattern.matches)
        guard metric?.isExact(under: conditions) == true else { return nil }
        return SearchRequest.Goal.metric(pattern).exactMargin(
            instructions: InstructionCounting.tolerance, value: asked.minimumEffect)
    }

    /// As the search took it when it ran.
    private func canBeFirm(_ asked: RunQuestion.Search, _ run: RunHistory.Run) throws -> Bool {
        guard asked.goal == .metric, let pattern = try? MetricPattern(reading: asked.text) else { return true }
        let metrics = try results().measurements(of: Int64(run.number)).flatMap { $0.output.samples.map(\.metric) }
        return !metrics.contains { pattern.matches($0) && MetricUnit($0.unit).isTime }
    }
}
