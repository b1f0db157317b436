import Foundation
import Glibc

/// A plan says what runs, and what is kept beside it says what is written: both have to be the user's own.
extension Plan {
    /// - Parameter isTrusted: what another user owns in this folder counts as one's own.
    /// - Throws: `InputError.foreign`, `.notOurs`; as git refuses a repository of another user (safe.directory).
    public func checkOwner(user: uid_t = geteuid(), isTrusted: Bool = false) throws(InputError) {
        let file = directory.appending(path: Plan.fileName, directoryHint: .notDirectory)
        var status = stat()
        if !isTrusted, stat(file.path, &status) == 0, status.st_uid != user {
            throw .foreign(file, owner: status.st_uid, folder: directory)
        }
        try checkState(stateDirectory, depth: 0, user: isTrusted ? nil : user)
    }

    /// Folders whose content the tool does not trust anyway: work trees, builds, and copies of these.
    private static let contents: Set = ["work", "sample", "builds"]

    private func checkState(_ place: URL, depth: Int, user: uid_t?) throws(InputError) {
        var status = stat()
        guard lstat(place.path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFLNK { throw .notOurs(place, .link) }
        if let user, status.st_uid != user { throw .foreign(place, owner: status.st_uid, folder: directory) }
        guard status.st_mode & S_IFMT == S_IFDIR, depth < 4, !Self.contents.contains(place.lastPathComponent) else {
            return
        }
        // Objects have names of their own, and many.
        if depth > 1, place.deletingLastPathComponent().lastPathComponent == "objects" { return }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [] {
            try checkState(place.appending(path: name), depth: depth + 1, user: user)
        }
    }
}
