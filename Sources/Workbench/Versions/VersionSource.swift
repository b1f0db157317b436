import Foundation
import PatchModel

/// Finds the series and patches that are compared with one another.
public struct VersionSource: Sendable {
    /// Nil where there is no `patchbench.yaml`: then everything is named by its path.
    private let plan: Plan?
    private let folder: URL

    public init(plan: Plan?, folder: URL) {
        self.plan = plan
        self.folder = folder
    }

    /// A series of the plan, or one in a folder or file.
    /// - Throws: `WorkbenchError.unknownSeries`, `.unreadable`; `PatchError`.
    public func series(_ word: String) throws -> Series {
        if let known = plan?.series.first(where: { $0.name == word }) { return try SeriesLoader(plan: known).load() }
        let url = path(word)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw WorkbenchError.unknownSeries(word, known: plan?.series.map(\.name) ?? [])
        }
        let files = isFolder.boolValue ? try filesBelow(url) : [url]
        let imported = try ImportedSeries(
            reading: try files.map { SourceFile(name: $0.path, bytes: try bytes(of: $0)) })
        return try Series(name: word, patches: imported.patches)
    }

    /// A patch's file, a patch of the default series, or `SERIES:PATCH`.
    /// - Throws: what `series` throws; `WorkbenchError.notAPatch` for the base.
    public func patch(_ word: String, in defaultSeries: String?) throws -> Patch {
        var isFolder: ObjCBool = false
        let url = path(word)
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue {
            return try Patch(reading: try bytes(of: url), file: url.path)
        }
        guard let plan else { throw WorkbenchError.unreadable(url) }
        var (name, patch) = (defaultSeries, word)
        if let colon = word.firstIndex(of: ":"), plan.series.contains(where: { $0.name == word[..<colon] }) {
            (name, patch) = (String(word[..<colon]), String(word[word.index(after: colon)...]))
        }
        let series = try SeriesLoader(plan: plan.series(named: name)).load()
        guard let found = series.patch(of: try series.stage(named: patch)) else { throw WorkbenchError.notAPatch }
        return found
    }

    private func path(_ word: String) -> URL { URL(filePath: word, relativeTo: folder).standardizedFileURL }

    private func filesBelow(_ folder: URL) throws -> [URL] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        return names.map { folder.appending(path: $0, directoryHint: .notDirectory) }.filter {
            (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
        }
    }

    private func bytes(of file: URL) throws(WorkbenchError) -> [UInt8] {
        guard let data = try? Data(contentsOf: file) else { throw .unreadable(file) }
        return Array(data)
    }
}
