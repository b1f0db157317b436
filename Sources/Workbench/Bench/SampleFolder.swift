import Foundation

/// A run of a benchmark gets copies of the kept files for itself.
///
/// Which pages of memory hold a file stays the same while the system caches it, and it moves times: of a hundred equal
/// copies of one program one was 14% slower in every run, until its pages were read anew. With one file a stage that
/// would be taken for the patch; a new copy each run makes it noise.
extension Bench {
    /// What a build left, in new files; the work tree itself where the plan keeps nothing.
    func sampleFolder(of folder: URL) throws -> URL {
        guard !seriesPlan.keep.isEmpty else { return folder }
        removeSampleFolder()
        try FileManager.default.copyItem(at: folder, to: layout.sample)
        return layout.sample
    }

    /// Soon after the run, the copies are gone before they were written to the disk.
    func removeSampleFolder() { try? FileManager.default.removeItem(at: layout.sample) }
}
