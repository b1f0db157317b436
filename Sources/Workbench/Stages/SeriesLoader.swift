import Foundation
import PatchModel

/// Reads the series file and the patches that it names.
struct SeriesLoader {
    let plan: SeriesPlan

    private var seriesFile: URL { plan.patches.appending(path: "series", directoryHint: .notDirectory) }

    func load() throws -> Series {
        let file = try SeriesFile(reading: bytes(of: seriesFile), file: seriesFile.path)
        let patches = try file.entries.map { entry in
            let url = plan.patches.appending(path: entry.file, directoryHint: .notDirectory)
            guard FileManager.default.fileExists(atPath: url.path) else {
                throw WorkbenchError.missingPatch(url, series: seriesFile, line: entry.sourceLine)
            }
            return try Patch(
                reading: bytes(of: url), file: url.path, name: PatchName(file: entry.file), strip: entry.strip,
                isReversed: entry.isReversed)
        }
        return try Series(name: plan.name, patches: patches)
    }

    private func bytes(of file: URL) throws(WorkbenchError) -> [UInt8] {
        guard let data = try? Data(contentsOf: file) else { throw .unreadable(file) }
        return Array(data)
    }
}
