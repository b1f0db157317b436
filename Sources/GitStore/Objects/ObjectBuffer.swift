import CLibgit2
import Glibc

/// New objects on their way into the repository: a backend of libgit2's object database that keeps them in memory.
///
/// Making a loose file for each of the ten objects or so of a stage is what costs most of making one. While the buffer
/// is open all writes go to it, and all reads look here first; closed, it leaves both to the repository's files.
final class ObjectBuffer {
    struct Object {
        let type: git_object_t
        let data: [UInt8]
    }

    var isOpen = false
    /// Ids in the order in which the objects came: an object comes after those that it names.
    private(set) var order: [ObjectID] = []
    private(set) var objects: [ObjectID: Object] = [:]
    /// Of all objects, in bytes.
    private(set) var size = 0

    func add(_ id: ObjectID, _ object: Object) {
        guard objects.updateValue(object, forKey: id) == nil else { return }
        order.append(id)
        size += object.data.count
    }

    func removeAll() {
        order.removeAll()
        objects.removeAll()
        size = 0
    }

    /// Hands the buffer to an object database, before its own backends.
    func attach(to odb: OpaquePointer) throws(GitStoreError) {
        let backend = Backend.make(for: self)
        try Libgit2.check(git_odb_add_backend(odb, &backend.pointee.base, 1000), "open the objects")
    }
}

/// What libgit2 sees of a buffer. The base is the first field, so that a pointer to one is a pointer to the other.
private struct Backend {
    var base: git_odb_backend
    let buffer: Unmanaged<ObjectBuffer>

    static func make(for buffer: ObjectBuffer) -> UnsafeMutablePointer<Backend> {
        var base = git_odb_backend()
        Libgit2.expect(git_odb_init_backend(&base, UInt32(GIT_ODB_BACKEND_VERSION)))
        base.read = { data, size, type, backend, id in
            guard let object = Backend.buffer(of: backend)?.object(id) else { return GIT_ENOTFOUND.rawValue }
            guard let copy = git_odb_backend_data_alloc(backend, object.data.count) else { return GIT_ERROR.rawValue }
            object.data.withUnsafeBytes { bytes in
                if let start = bytes.baseAddress { memcpy(copy, start, bytes.count) }
            }
            data?.pointee = copy
            size?.pointee = object.data.count
            type?.pointee = object.type
            return 0
        }
        base.read_header = { size, type, backend, id in
            guard let object = Backend.buffer(of: backend)?.object(id) else { return GIT_ENOTFOUND.rawValue }
            size?.pointee = object.data.count
            type?.pointee = object.type
            return 0
        }
        base.write = { backend, id, data, size, type in
            guard let buffer = Backend.buffer(of: backend), buffer.isOpen, let id else {
                return GIT_PASSTHROUGH.rawValue
            }
            let bytes = [UInt8](UnsafeRawBufferPointer(start: data, count: size))
            buffer.add(ObjectID(id.pointee), ObjectBuffer.Object(type: type, data: bytes))
            return 0
        }
        base.exists = { backend, id in Backend.buffer(of: backend)?.object(id) == nil ? 0 : 1 }
        base.free = { backend in
            guard let backend else { return }
            let whole = UnsafeMutableRawPointer(backend).assumingMemoryBound(to: Backend.self)
            whole.pointee.buffer.release()
            whole.deinitialize(count: 1).deallocate()
        }
        let made = UnsafeMutablePointer<Backend>.allocate(capacity: 1)
        made.initialize(to: Backend(base: base, buffer: .passRetained(buffer)))
        return made
    }

    static func buffer(of backend: UnsafeMutablePointer<git_odb_backend>?) -> ObjectBuffer? {
        guard let backend else { return nil }
        return UnsafeMutableRawPointer(backend).assumingMemoryBound(to: Backend.self).pointee.buffer
            .takeUnretainedValue()
    }
}

extension ObjectBuffer {
    fileprivate func object(_ id: UnsafePointer<git_oid>?) -> Object? {
        guard let id, !objects.isEmpty else { return nil }
        return objects[ObjectID(id.pointee)]
    }
}
