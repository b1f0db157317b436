import Files
import Foundation
import GitStore
import PatchModel

extension LoadedSeries {
    /// The series of a plan, out of its index where nothing changed since it was read.
    ///
    /// Cost: one stat(2) a file, or looking up the names of commits; reading all of it where something changed.
    /// - Parameter folder: of the tool's repository, which need not be there yet.
    package init(_ plan: SeriesPlan, indexedIn folder: String, repository: () throws -> Repository) throws {
        let key = try [folder] + Self.key(of: plan, repository)
        let index = SeriesIndex(in: folder, series: plan.name, key: key)
        let reread: @Sendable () throws -> [Patch] = {
            try LoadedSeries(plan) { try Repository.openOrCreate(at: folder) }.series.patches
        }
        if let (kept, head) = index.load(reread: reread) {
            try self.init(name: plan.name, kept, head)
            self.index = index
            return
        }
        try self.init(plan, reread: reread, repository: repository)
        // What names of commits lead to may have changed meanwhile.
        guard let records, try [folder] + Self.key(of: plan, repository) == key,
            let content = index.save(records.bytes, head(allowed: plan.allowed), stamps)
        else { return }
        series = series.known(as: content)
        self.index = index
    }

    /// All that is read depends on, but for the files.
    private static func key(of plan: SeriesPlan, _ repository: () throws -> Repository) throws -> [String] {
        let limits = plan.sizes.changed.map { "\($0.kind) \($0.size)" }.joined(separator: " ")
        let options = ["\(plan.strip) \(plan.allowed.rawValue)", limits]
        switch plan.patches {
        case .files(let places): return options + places.map(\.path)
        case .commits(let source): return try options + source.paths + repository().key(of: source)
        }
    }

    private func head(allowed: PatchPolicy) -> SeriesIndexHead {
        SeriesIndexHead(
            coverLetter: coverLetter, pending: pending, notes: notes, start: start.map(SeriesIndexHead.Start.init),
            allowed: allowed.rawValue,
            patchFiles: patchFiles?.sorted(), list: list)
    }
}
