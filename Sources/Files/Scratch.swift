import Glibc
import Synchronization

/// A folder beside what is to be written, in which files are made before they get their names.
///
/// Its name is random, it is for nobody else (0700), and whoever made it holds a lock on it: one that nobody holds was
/// left by a process that was killed, and goes when the next is made in the same place.
public final class Scratch: Sendable {
    private static let prefix = Array(".pb-".utf8)
    private static let randomCount = 8
    /// Tells our folder from another that merely has such a name.
    private static let mark = Array("patchbench-scratch".utf8)

    public let folder: Folder
    private let parent: Folder
    private let name: [UInt8]
    private let count = Atomic(0)

    /// - Parameter parent: of the same file system as the place for what is made.
    public init(in parent: Folder) throws(FileError) {
        try Self.removeLeftovers(in: parent)
        self.parent = parent
        for _ in 0..<100 {
            let name = Self.randomName()
            guard name.withCString({ mkdirat(parent.descriptor, $0, 0o700) }) == 0 else {
                if errno == EEXIST { continue }
                throw FileError(parent.path, "write to")
            }
            guard let folder = try? parent.folder(name) else { continue }
            flock(folder.descriptor, LOCK_EX | LOCK_NB)
            // Another may have taken it for a leftover before it was locked.
            do throws(FileError) { try folder.make([], .regular, at: Self.mark, isSafe: false) } catch {
                if error.errno == ENOENT { continue }
                parent.removeIfEmpty(name)
                throw error
            }
            self.folder = folder
            self.name = name
            return
        }
        throw FileError(parent.path, "write to", errno: EEXIST)
    }

    /// A folder of one's own among the temporary files, which goes with this.
    public convenience init(temporary: String) throws(FileError) { try self.init(in: Folder(at: temporary)) }

    deinit {
        try? parent.removeAll(name)
    }

    /// A name in it that is not taken, short whatever the file will be called.
    func next() -> [UInt8] {
        Array(String(count.wrappingAdd(1, ordering: .relaxed).newValue).utf8)
    }

    private static func randomName() -> [UInt8] {
        let letters = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        return prefix + (0..<randomCount).map { _ in letters.randomElement()! }
    }

    private static func removeLeftovers(in parent: Folder) throws(FileError) {
        for name in try parent.names() where name.starts(with: prefix) && name.count == prefix.count + randomCount {
            guard let folder = try? parent.folder(name), let status = folder.status, status.st_uid == geteuid(),
                status.st_mode & 0o7777 == 0o700, flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0,
                let names = try? folder.names(), names.isEmpty || names.contains(mark)
            else { continue }
            try? parent.removeAll(name)
        }
    }
}
