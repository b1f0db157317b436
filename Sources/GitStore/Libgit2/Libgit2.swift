import CLibgit2

/// libgit2 as a whole: set up once, and its error convention turned into Swift's.
enum Libgit2 {
    /// Starts the library without the user's and the system's configuration, which must not change what the store does.
    static let start: Void = {
        git_libgit2_init()
        for level in [
            GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA,
        ] {
            _ = clibgit2_set_search_path(level, "")
        }
        // The store writes only objects whose parts it has just written or read.
        _ = clibgit2_set_switch(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0)
        _ = clibgit2_set_switch(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0)
        // Nothing of a repository is run, so it does not matter who owns it.
        _ = clibgit2_set_switch(GIT_OPT_SET_OWNER_VALIDATION, 0)
        // Folders of a few thousand entries are read again for every patch that touches them.
        _ = clibgit2_set_cache_limit(GIT_OBJECT_TREE, 256 << 10)
    }()

    /// - Throws: `GitStoreError.libgit2` unless the call succeeded.
    static func check(_ code: Int32, _ doing: @autoclosure () -> String) throws(GitStoreError) {
        guard code < 0 else { return }
        let message = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? "no message"
        throw .libgit2(doing: doing(), message: message, code: Int(code))
    }
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
