import Foundation
import GitStore
import Input
import Judging
import Outputs
import PatchModel
import Statistics
import Workbench

/// Gets what the screen shows. For one task.
final class StepLibrary {
    private let source: StepSource
    private var workbench: Workbench?
    private var comparison: RangeDiffReport?

    init(_ source: StepSource) { self.source = source }

    private func open() throws -> Workbench {
        if let workbench { return workbench }
        let opened = try source.open(.look, nil) { _ in }
        workbench = opened
        return opened
    }

    /// What is known without reading a patch, at once.
    func read() throws -> SteppedSeries {
        (workbench, comparison) = (nil, nil)
        let workbench = try open()
        let report = workbench.workspace.seriesReport()
        let base = SteppedSeries.Stage(label: workbench.label(StageNumber.base), subject: "", isApplied: true)
        let stages = zip(report.patches, workbench.series.patches).map { row, patch in
            SteppedSeries.Stage(
                label: workbench.label(row.number), subject: patch.subject, isApplied: row.isApplied,
                isUnfinished: row.isUnfinished)
        }
        return SteppedSeries(
            name: report.series, stages: [base] + stages, other: try other(),
            applied: report.patches.count(where: \.isApplied))
    }

    /// The same with what the patches claim, for which all of each is read.
    func claims(_ series: SteppedSeries) throws -> SteppedSeries {
        var series = series
        for (index, patch) in zip(1..., try open().series.patches) where series.stages.indices.contains(index) {
            series.stages[index].claims = patch.claims.map { SteppedSeries.Claim(text: $0) }
        }
        return series
    }

    /// The same with what is known of builds, tests and measurements.
    func study(_ series: SteppedSeries) async throws -> SteppedSeries {
        let facts = try await open().bench.facts(StepSource.judging)
        var series = series
        for (index, stage) in facts.stages.enumerated() where series.stages.indices.contains(index) {
            series.stages[index].isBuilt = stage.isBuilt
            series.stages[index].tests = stage.tests.map(TestCounts.init)
            series.stages[index].effects = stage.effects
            series.stages[index].claims = facts.claims.filter { $0.stated.patch?.value == index }.map {
                SteppedSeries.Claim(text: $0.stated.text, verdict: $0.verdict, evidence: $0.evidence.text)
            }
        }
        let effects = facts.stages.flatMap(\.effects)
        var metrics: [Metric] = []
        for effect in effects where !metrics.contains(effect.metric) { metrics.append(effect.metric) }
        let lead = Headline(stages: facts.stages.map(\.label), effects: effects).lead
        series.metrics = [lead].compactMap { $0 } + metrics.filter { $0 != lead }
        return series
    }

    func document(_ content: StepDocument.Content) throws -> StepDocument {
        switch content {
        case .patch(0, _):
            return StepDocument(
                content: content, title: "the base", notes: ["the base, before the first patch"], diff: DiffLines())
        case .patch(let number, let context): return try patch(StageNumber(number), context, content)
        case .between(let from, let to, let context):
            let workspace = try open().workspace
            let (before, after) = (StageNumber(from).id, StageNumber(to).id)
            return StepDocument(
                content: content, title: "stages \(from)..\(to)", diffstat: try workspace.diffstat(before, after),
                diff: DiffLines(try workspace.diff(before, after, context: context)))
        case .version(let number): return try version(number, content)
        }
    }

    private func patch(_ number: StageNumber, _ context: Int, _ content: StepDocument.Content) throws -> StepDocument {
        let workbench = try open()
        guard let patch = workbench.series.patch(of: number), let before = number.previous else {
            throw StepError.notAPatch
        }
        var document = StepDocument(
            content: content, title: "\(number) \(patch.name.text)", header: patch.header, diff: DiffLines())
        if let commit = patch.commit {
            document.notes.append("commit \(commit.id)")
            if commit.isMerge {
                document.notes += try workbench.workspace.show(number).brought.map {
                    "brings in \($0.id.prefix(10)) \($0.subject)"
                }
            }
        }
        do {
            document.diff = DiffLines(try workbench.workspace.diff(before.id, number.id, context: context))
            document.diffstat = try workbench.workspace.diffstat(before.id, number.id)
        } catch let error as StepError {
            // What it says is shown though it does not apply.
            document.notes += CommandError.lines(for: error)
            document.diff = DiffLines(Array(patch.source.diff))
            document.diffstat = patch.diffstat
        }
        return document
    }

    private func version(_ number: Int, _ content: StepDocument.Content) throws -> StepDocument {
        let report = try comparison ?? compare()
        comparison = report
        let row = report.rows.first { $0.new?.number == number }
        let words =
            switch row?.status {
            case .equal?: "\(number) is equal to \(row!.old!.number) of \(report.old)"
            case .changed?: "\(row!.old!.number) of \(report.old) became \(number) of \(report.new):"
            default: "\(number) is not in \(report.old)"
            }
        return StepDocument(
            content: content, title: "\(number) against \(report.old)",
            notes: [row?.new?.subject ?? "", "", words], diff: DiffLines(bySigns: row?.diff ?? []))
    }

    private func compare() throws -> RangeDiffReport {
        guard let other = try other() else { throw StepError.notAPatch }
        return try RangeDiffReport(from: source.version(other), to: open().series)
    }

    /// The one that was named, or another version of the plan: of those whose names begin alike, else the first.
    private func other() throws -> String? {
        if let named = source.against { return named }
        let name = try open().series.name
        let others = try Plan.findOwn(from: source.folder).series.map(\.name).filter { $0 != name }
        let stem = name.split(separator: "-").first ?? ""
        return others.first { $0.hasPrefix(stem) } ?? others.first
    }
}
