import Files
import Foundation
import GitStore
import Input

/// The repository in which a verb without a plan makes its stages: one kept for the base, or one that goes when this
/// does.
final class ApplyStore {
    private let kept: URL?
    private var temporary: Scratch?
    private var lock: SeriesLock?
    private var opened: Repository?

    init(base: BaseSource?, cache: URL?) {
        let place = base?.place.resolvingSymlinksInPath().path
        let name = place.flatMap { try? Repository.blobID(of: Array($0.utf8)) }
        kept = name.flatMap { cache?.appending(path: "\($0)", directoryHint: .isDirectory) }
    }

    /// Opened when it is asked for first. One that another process works on, or that cannot be written, is left alone,
    /// and a temporary one stands in for it.
    func repository() throws -> Repository {
        if let opened { return opened }
        let place = try folder().appending(path: "repository.git")
        let repository = try Repository.openOrCreate(at: place.path, isTemporary: temporary != nil)
        opened = repository
        return repository
    }

    private func folder() throws -> URL {
        if let kept, let lock = try? SeriesLock(kept.appending(path: "lock"), series: "apply") {
            self.lock = lock
            return kept
        }
        let scratch = try Scratch(temporary: FileManager.default.temporaryDirectory.path)
        temporary = scratch
        return URL(filePath: scratch.folder.path, directoryHint: .isDirectory)
    }
}
