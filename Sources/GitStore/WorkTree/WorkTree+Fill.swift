import Files
import Glibc
import PatchModel

extension WorkTree {
    /// Writes files into a folder that does not show a tree yet. Those whose contents stay in an imported folder are
    /// copied from there, on all CPUs.
    ///
    /// - Parameter files: all of the tree; submodules are left to others.
    /// - Throws: `GitStoreError`; `CancellationError` where the task is cancelled.
    func fill(_ files: [TreeFile], of tree: ObjectID, _ writer: FileWriter, _ filters: ContentFilters?) throws {
        // What a new folder holds is known; later it would have to be read.
        var known: [FileStates.Entry] = []
        for start in stride(from: 0, to: files.count, by: Self.filesAtOnce) {
            try Task.checkCancellation()
            let part = Array(files[start..<min(start + Self.filesAtOnce, files.count)])
            // What stands in another folder stands there as it is.
            let isThere = filters == nil ? try copy(part, writer) : part.map { _ in false }
            for (file, isThere) in zip(part, isThere) {
                if !isThere, file.mode != .submodule { try write(file, writer, filters) }
                guard isKept else { continue }
                let status = FileStatus(root / file.path).flatMap { $0.mode == file.mode ? $0 : nil }
                known.append(FileStates.Entry(file, status))
            }
        }
        guard isKept else { return }
        var states = FileStates(try cacheName, in: repository)
        states.take(known, as: tree)
        states.save()
    }

    /// How many are written before one looks whether the task is cancelled; as many folders may be open.
    private static let filesAtOnce = 256

    /// Copies the files whose contents stay in a folder and are known not to have changed.
    /// - Returns: which of the files are there.
    private func copy(_ files: [TreeFile], _ writer: FileWriter) throws -> [Bool] {
        let copies = try files.map { file -> FileCopy? in
            guard file.mode == .regular || file.mode == .executable,
                let source = repository.borrowedFiles.known?.file(file.id)
            else { return nil }
            try removeEmptyFolders(at: file.path, writer)
            return try writer.copy(source.path.bytes, file.mode.kind, to: file.path.bytes) { [isHeld = source.isHeld] in
                isHeld(FileStatus($0))
            }
        }
        let made = copies.concurrentMap { copy in Result { () throws(FileError) in try copy?.make() ?? false } }
        return try made.map { try $0.get() }
    }

    /// Makes the folders in which no file stands, where nothing else is.
    func makeEmptyFolders(_ writer: FileWriter) throws {
        for folder in emptyFolders {
            let obstacle = (folder.ancestors + [folder]).first { path in
                FileStatus(root / path).map { $0.kind != .folder } ?? false
            }
            if obstacle == nil { try writer.makeFolder(folder.bytes) }
        }
    }
}
