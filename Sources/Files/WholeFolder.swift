import Glibc

extension Folder {
    /// Lets `fill` fill a new folder, which then gets its name at once: it appears whole or not at all.
    ///
    /// - Parameter name: of nothing, or of an empty folder.
    /// - Throws: `FileError`, and what `fill` throws; nothing is left then.
    public func appear(_ name: [UInt8], fill: (Folder) throws -> Void) throws {
        let scratch = try Scratch(in: self)
        let new = scratch.next()
        try fill(scratch.folder.folder(new, makes: true))
        try take(new, from: scratch.folder, as: name)
    }
}
