import Input
import Judging
import PatchModel

extension Workbench {
    /// Looks for the patches that changed something; where that is a merge, goes on among the commits that it brings
    /// in, each side of it a line on a base of its own.
    /// - Throws: what `Bench.bisect` throws.
    public func bisectIntoMerges(_ request: SearchRequest) async throws -> SearchReport {
        var report = try await bench.bisect(request)
        for change in report.changes where change.patches.count == 1 {
            guard let merge = series.patch(of: StageNumber(change.patches.lowerBound))?.commit, merge.isMerge else {
                continue
            }
            for side in merge.parents.indices.dropFirst() where !Task.isCancelled {
                let inner = try inside(merge, side)
                guard inner.series.top > .base else { continue }
                var search = request
                search.range = StageRange(from: .base, to: inner.series.top)
                search.weights.given = [:]
                search.resumes = false
                let found = try await inner.bisectIntoMerges(search)
                report.inside.append(found)
                if found.answer == .change { break }
            }
        }
        return report
    }

    /// The commits of one side of a merge as a series of their own.
    private func inside(_ merge: PatchCommit, _ side: Int) throws -> Workbench {
        var plan = bench.seriesPlan
        guard case .commits(var commits) = plan.patches else { preconditionFailure("a commit is of a repository") }
        commits.ranges = ["\(merge.parents[0])..\(merge.parents[side])"]
        plan.name += "-\(merge.abbreviation)" + (side > 1 ? "-\(side)" : "")
        plan.base = .start(repository: commits.repository)
        plan.patches = .commits(commits)
        return try Workbench(plan: bench.plan, series: plan, access: .change, tools: bench.tools)
    }
}
