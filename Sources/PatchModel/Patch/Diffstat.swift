/// How much a patch, or two trees, differ, file by file.
public struct Diffstat: Hashable, Sendable {
    public struct File: Hashable, Sendable {
        public enum Change: Hashable, Sendable {
            case lines(insertions: Int, deletions: Int)
            /// Sizes in bytes, where they are known.
            case binary(oldSize: Int?, newSize: Int?)
        }

        /// Nil unless the file was renamed or copied.
        public let oldPath: TreePath?
        public let path: TreePath
        public let change: Change

        public init(oldPath: TreePath? = nil, path: TreePath, change: Change) {
            self.oldPath = oldPath
            self.path = path
            self.change = change
        }

        public var insertions: Int {
            if case .lines(let insertions, _) = change { insertions } else { 0 }
        }

        public var deletions: Int {
            if case .lines(_, let deletions) = change { deletions } else { 0 }
        }
    }

    public let files: [File]

    public init(files: [File]) { self.files = files }

    public var insertions: Int { files.reduce(0) { $0 + $1.insertions } }
    public var deletions: Int { files.reduce(0) { $0 + $1.deletions } }
}

extension Diffstat {
    /// One row a path: sections on one file add up.
    init(of changes: [FileChange]) {
        var files: [File] = []
        var rows: [TreePath: Int] = [:]
        for change in changes {
            let isMove = change.kind == .rename || change.kind == .copy
            let file = File(oldPath: isMove ? change.oldPath : nil, path: change.path, change: change.amount)
            if let row = rows[change.path] {
                files[row] = files[row].adding(file)
            } else {
                rows[change.path] = files.count
                files.append(file)
            }
        }
        self.init(files: files.sorted { $0.path < $1.path })
    }
}

extension FileChange {
    fileprivate var amount: Diffstat.File.Change {
        isBinary
            ? .binary(oldSize: nil, newSize: nil) : .lines(insertions: insertions, deletions: deletions)
    }
}

extension Diffstat.File {
    fileprivate func adding(_ other: Self) -> Self {
        guard case .lines = change, case .lines = other.change else { return self }
        let sum = Change.lines(
            insertions: insertions + other.insertions, deletions: deletions + other.deletions)
        return Self(oldPath: oldPath ?? other.oldPath, path: path, change: sum)
    }
}
