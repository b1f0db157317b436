import CLibgit2
import Glibc

/// libgit2 as a whole: set up once, and its error convention turned into Swift's.
enum Libgit2 {
    /// Starts the library without the user's and the system's configuration, which must not change what the store does.
    static let start: Void = {
        expect(git_libgit2_init())
        for level in [
            GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA,
        ] {
            expect(clibgit2_set_search_path(level, ""))
        }
        // The store writes only objects whose parts it has just written or read.
        expect(clibgit2_set_switch(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0))
        expect(clibgit2_set_switch(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0))
        // Who owns a repository is asked by `RepositoryOwner`, as git asks it.
        expect(clibgit2_set_switch(GIT_OPT_SET_OWNER_VALIDATION, 0))
        // What these change is how git writes, or from where it would get what is not there.
        expect(clibgit2_accept_extensions())
        // Folders of a few thousand entries are read again for every patch that touches them.
        expect(clibgit2_set_cache_limit(GIT_OBJECT_TREE, 256 << 10))
        // Of a long series each tree is read a few times, soon after it was made.
        expect(clibgit2_set_cache_size(8 << 20))
        // Of a large repository a series reads a little here and there.
        expect(clibgit2_set_mapped_limits(1 << 20, 32 << 20))
    }()

    /// - Throws: `GitStoreError.missingObject`, `.diskFull`, `.libgit2`, unless the call succeeded.
    static func check(_ code: Int32, _ doing: @autoclosure () -> String) throws(GitStoreError) {
        guard code < 0 else { return }
        let error = git_error_last()?.pointee
        let message = error?.message.map { String(cString: $0) } ?? "no message"
        let isOfObjects = error.map { $0.klass == Int32(GIT_ERROR_ODB.rawValue) } ?? false
        if code == GIT_ENOTFOUND.rawValue, isOfObjects { throw .missingObject(doing: doing(), message: message) }
        // The library keeps the system's words, and not its number.
        let isOfSystem = error.map { $0.klass == Int32(GIT_ERROR_OS.rawValue) } ?? false
        if isOfSystem, message.hasSuffix(String(cString: strerror(ENOSPC))) { throw .diskFull(doing: doing()) }
        throw .libgit2(doing: doing(), message: message, code: Int(code))
    }

    /// For calls that fail only where the library is another than its headers, or memory ran out.
    static func expect(_ code: Int32) { precondition(code >= 0, "libgit2 is another than it was built for") }
}

/// Sole owner of one of libgit2's objects, which it frees.
struct Owned: ~Copyable {
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void

    /// - Parameter make: fills in the pointer, and returns libgit2's code.
    init(
        _ doing: @autoclosure () -> String, free: @escaping (OpaquePointer?) -> Void,
        make: (inout OpaquePointer?) -> Int32
    ) throws(GitStoreError) {
        var made: OpaquePointer?
        try Libgit2.check(make(&made), doing())
        guard let made else { throw .libgit2(doing: doing(), message: "nothing came back", code: 0) }
        pointer = made
        self.free = free
    }

    deinit { free(pointer) }
}
