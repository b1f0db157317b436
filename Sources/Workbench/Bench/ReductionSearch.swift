import Foundation
import GitStore
import Input
import Judging
import PatchModel

/// What a reduction knows on its way.
struct ReductionSearch {
    private let stages: Stages
    var run: SearchRun
    var tests = 0
    private(set) var answer = ReductionReport.Answer.doesNotFail
    /// The patches that are left, by index.
    private var patches: [Int]
    /// The parts of these patches, in their order; which of them are left.
    private var parts: [(patch: Int, part: PatchPart)] = []
    private var left: [Int] = []

    init(_ stages: Stages, _ run: SearchRun) {
        self.stages = stages
        self.run = run
        patches = Array(stages.series.patches.indices)
    }

    private var series: Series { stages.series }

    var patchReduction: Reduction {
        Reduction(count: series.patches.count) { [self] kept in
            Self.complete(kept) { try? failure(keeping: $0) }
        }
    }

    var hunkReduction: Reduction {
        Reduction(count: parts.count) { [self] kept in
            Self.complete(kept) { kept in
                guard case .failed(let index)? = try? tree(of: kept) else { return nil }
                return parts.firstIndex { $0.patch == index }
            }
        }
    }

    /// Adds to the parts what they need to apply, and no more; nil where that does not help.
    /// - Parameter failure: the first of the parts that do not apply; nil where all of them do.
    private static func complete(
        _ kept: Reduction.Parts, failure: (Reduction.Parts) -> Int?
    ) -> Reduction.Parts? {
        var (kept, added) = (kept, [Int]())
        while let failing = failure(kept) {
            guard let needed = (0..<failing).last(where: { !kept.contains($0) }) else { return nil }
            kept.insert(needed)
            added.append(needed)
        }
        // The nearest came first, and may not have been what was needed.
        for part in added where failure(kept.subtracting([part])) == nil { kept.remove(part) }
        return kept
    }

    private func id(keeping kept: Reduction.Parts) -> StageID {
        StageID(
            series.top,
            without: series.patches.indices.filter { !kept.contains($0) }.map { StageNumber($0 + 1) })
    }

    private func failure(keeping kept: Reduction.Parts) throws -> Int? {
        let without = series.patches.indices.filter { !kept.contains($0) }.map { StageNumber($0 + 1) }
        return try stages.chain(without: without).failure.map { $0.stage.value - 1 }
    }

    func stage(keeping kept: Reduction.Parts) throws -> Stage? {
        guard case .success(let stage) = try stages.made(id(keeping: kept)) else { return nil }
        return stage
    }

    private enum Made {
        case tree(ObjectID, steps: [(patch: Int, before: ObjectID, after: ObjectID)])
        /// The patch, by index, of which a part does not apply.
        case failed(Int)
    }

    private func tree(of kept: Reduction.Parts) throws -> Made {
        var tree = stages.chain.base.tree
        var steps: [(patch: Int, before: ObjectID, after: ObjectID)] = []
        for index in patches {
            let chosen = parts.indices.filter { kept.contains($0) && parts[$0].patch == index }
            guard !chosen.isEmpty else { continue }
            let patch = series.patches[index].keeping(chosen.map { parts[$0].part })
            guard
                case .applied(let made, _) = try stages.repository.apply(
                    patch, to: tree, options: stages.seriesPlan.applyOptions)
            else { return .failed(index) }
            steps.append((index, tree, made))
            tree = made
        }
        return .tree(tree, steps: steps)
    }

    func stage(keepingHunks kept: Reduction.Parts) throws -> Stage? {
        guard case .tree(let tree, _) = try tree(of: kept) else { return nil }
        return try stage(keeping: Set(patches))?.with(tree: tree)
    }

    mutating func take(patches reduction: Reduction) {
        guard case .finished(let kept?) = reduction.step else { return }
        answer = kept.isEmpty ? .failsWithoutPatches : .reduced
        patches = kept.sorted()
        parts = patches.flatMap { index in series.patches[index].parts.map { (index, $0) } }
        left = Array(parts.indices)
    }

    mutating func take(hunks reduction: Reduction) {
        guard case .finished(let kept?) = reduction.step, !kept.isEmpty else { return }
        left = kept.sorted()
        let needed = Set(left.map { parts[$0].patch })
        patches.removeAll { !needed.contains($0) }
    }

    private func label(_ index: Int) -> StageLabel { stages.label(StageNumber(index + 1)) }

    func report(wasInterrupted: Bool) -> ReductionReport {
        ReductionReport(
            series: series.name, goal: run.goal, answer: answer,
            patches: answer == .reduced ? patches.map(label) : [], allPatches: series.patches.count,
            hunks: left.map { index in
                let (patch, part) = parts[index]
                return ReductionReport.Hunk(patch: label(patch), path: part.change.path, line: part.line)
            }, allHunks: parts.count, tests: tests, builds: run.builds, problems: run.problems,
            wasInterrupted: wasInterrupted)
    }

    /// Writes what is left as a quilt folder.
    func write(to folder: URL) throws {
        guard case .tree(_, let steps) = try tree(of: Set(left)) else { return }
        let patches = try steps.map { step in
            let patch = series.patches[step.patch]
            let options = DiffOptions(findsRenames: false, showsBinary: true)
            let diff = try stages.repository.diff(from: step.before, to: step.after, options: options)
            return (name: patch.name, header: patch.header, diff: diff)
        }
        let writer = QuiltWriter(patches: patches, notes: SeriesNotes(coverLetter: nil, pending: []))
        try FolderWriter.replace(folder) { try writer.write(to: $0) }
    }
}
