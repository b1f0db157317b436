import Glibc

extension Folder {
    /// Removes a file or a link; that it is not there is no error.
    func remove(_ name: [UInt8]) throws(FileError) {
        guard name.withCString({ unlinkat(descriptor, $0, 0) }) == 0 || errno == ENOENT else {
            throw failed(name, "remove")
        }
    }

    /// Removes a folder if it is empty.
    @discardableResult
    func removeIfEmpty(_ name: [UInt8]) -> Bool {
        name.withCString { unlinkat(descriptor, $0, AT_REMOVEDIR) } == 0
    }

    /// Removes whatever has the name, a folder with all that is in it.
    public func removeAll(_ name: [UInt8]) throws(FileError) {
        guard let status = status(name) else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else { return try remove(name) }
        // What cannot be listed or emptied could be made so by its owner.
        if status.st_mode & S_IRWXU != S_IRWXU { _ = name.withCString { fchmodat(descriptor, $0, 0o700, 0) } }
        let inside = try folder(name)
        for entry in try inside.names() { try inside.removeAll(entry) }
        guard removeIfEmpty(name) || errno == ENOENT else { throw failed(name, "remove") }
    }
}
