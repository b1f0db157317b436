import Files
import Foundation
import GitStore
import Machine

/// The repository in which stages are made: the kept one or, where that cannot be written, a temporary one that goes
/// when this does.
final class StageRepository {
    private let kept: URL
    /// Whether stages that go at the end will do.
    private let isForLooking: Bool
    private var temporary: Scratch?
    private var opened: Repository?

    init(_ kept: URL, isForLooking: Bool) {
        self.kept = kept
        self.isForLooking = isForLooking
    }

    /// Opened when it is asked for first.
    func open() throws -> Repository {
        if let opened { return opened }
        let place = isForLooking && !kept.canBeWritten ? try makeTemporary() : kept
        let repository = try Repository.openOrCreate(at: place.path, isTemporary: temporary != nil)
        opened = repository
        return repository
    }

    private func makeTemporary() throws -> URL {
        let scratch = try Scratch(temporary: FileManager.default.temporaryDirectory.path)
        temporary = scratch
        return URL(filePath: scratch.folder.path, directoryHint: .isDirectory)
    }
}

extension URL {
    /// Whether the folder, or the nearest one above that is there, takes new files.
    fileprivate var canBeWritten: Bool {
        var place = self
        while !place.exists, place.path != "/" { place = place.deletingLastPathComponent() }
        return place.isFolder && access(place.path, W_OK) == 0
    }
}
