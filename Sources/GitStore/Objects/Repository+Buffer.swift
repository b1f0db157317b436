import CLibgit2

extension Repository {
    /// Bytes of objects in memory at which they are written out.
    private static let bufferLimit = 16 << 20
    /// From so many new objects on they go into a pack; as in git (transfer.unpackLimit), fewer are not worth one.
    private static let packLimit = 100

    /// Runs the body with all new objects kept in memory, and writes them out at its end. When it throws they are
    /// dropped.
    func buffered<Result>(_ body: () throws -> Result) throws -> Result {
        buffer.isOpen = true
        defer {
            buffer.isOpen = false
            buffer.removeAll()
        }
        let result = try body()
        try writeOut()
        return result
    }

    /// Writes out what the buffer holds if that has become much.
    func spill() throws(GitStoreError) {
        if buffer.size > Self.bufferLimit { try writeOut() }
    }

    private func writeOut() throws(GitStoreError) {
        let wasOpen = buffer.isOpen
        buffer.isOpen = false
        defer { buffer.isOpen = wasOpen }
        if buffer.order.count < Self.packLimit { try writeLoose() } else { try writePack() }
        buffer.removeAll()
    }

    private func writeLoose() throws(GitStoreError) {
        let loose = try LooseObject(in: path)
        for id in buffer.order {
            if let object = buffer.objects[id] { try loose.write(id, object) }
        }
    }

    private func writePack() throws(GitStoreError) {
        var pack = try PackStream(odb.pointer, count: buffer.order.count)
        for id in buffer.order {
            if let object = buffer.objects[id] { try pack.append(object) }
        }
        try pack.commit()
        try Libgit2.check(git_odb_refresh(odb.pointer), "find the new pack")
    }
}
