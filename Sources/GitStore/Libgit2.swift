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

/// A name of an object in a repository: a commit, a tree, or a file's content.
public struct ObjectID: Hashable, Sendable, CustomStringConvertible {
    var raw: git_oid

    init(_ raw: git_oid) { self.raw = raw }

    /// Nil unless the text is 40 hexadecimal digits.
    public init?(hex: String) {
        guard hex.utf8.count == 40 else { return nil }
        var raw = git_oid()
        guard git_oid_fromstr(&raw, hex) == 0 else { return nil }
        self.raw = raw
    }

    /// 40 hexadecimal digits.
    public var description: String {
        withUnsafePointer(to: raw) { raw in
            String(unsafeUninitializedCapacity: 40) { buffer in
                buffer.withMemoryRebound(to: CChar.self) { _ = git_oid_fmt($0.baseAddress, raw) }
                return 40
            }
        }
    }

    private var bytes: [UInt8] { withUnsafeBytes(of: raw) { Array($0) } }

    public static func == (left: Self, right: Self) -> Bool {
        withUnsafeBytes(of: left.raw) { left in withUnsafeBytes(of: right.raw) { left.elementsEqual($0) } }
    }

    public func hash(into hasher: inout Hasher) { withUnsafeBytes(of: raw) { hasher.combine(bytes: $0) } }
}
