import Glibc
import PatchModel

/// What lstat(2) says of a file, as far as it tells whether the content may have changed.
struct FileStatus: Equatable {
    enum Kind: Equatable {
        case file(isExecutable: Bool)
        case link, folder, other
    }

    let kind: Kind
    let size: Int
    let modified: timespec
    let changed: timespec
    let inode: UInt64
    let owner: UInt32
    let group: UInt32

    /// Nil when there is nothing at the path, or it cannot be reached.
    init?(_ path: DiskPath) {
        var status = stat()
        guard path.withCString({ lstat($0, &status) }) == 0 else { return nil }
        self.init(status)
    }

    /// Of a name in an open folder.
    init?(_ name: [UInt8], in folder: Int32) {
        var status = stat()
        guard DiskPath(bytes: name).withCString({ fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            return nil
        }
        self.init(status)
    }

    /// What the system says.
    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file(isExecutable: status.st_mode & S_IXUSR != 0)
            case S_IFLNK: .link
            case S_IFDIR: .folder
            default: .other
            }
        size = Int(status.st_size)
        modified = status.st_mtim
        changed = status.st_ctim
        inode = UInt64(status.st_ino)
        owner = status.st_uid
        group = status.st_gid
    }

    /// Whether it belongs to who runs this.
    var isOurs: Bool { owner == geteuid() }

    init?(_ path: String) { self.init(DiskPath(path)) }

    /// The mode that git gives to such a file; nil for what git does not keep.
    var mode: FileMode? {
        switch kind {
        case .file(let isExecutable): isExecutable ? .executable : .regular
        case .link: .symbolicLink
        case .folder, .other: nil
        }
    }

    static func == (left: Self, right: Self) -> Bool {
        left.kind == right.kind && left.size == right.size && left.inode == right.inode
            && left.modified.isEqual(to: right.modified) && left.changed.isEqual(to: right.changed)
    }
}

extension timespec {
    func isEqual(to other: timespec) -> Bool { tv_sec == other.tv_sec && tv_nsec == other.tv_nsec }
}
