import CLibgit2
import PatchModel

/// A text merged of two that come from one.
public struct ThreeWayMerge: Hashable, Sendable {
    public let bytes: [UInt8]
    /// Whether no part was changed on both sides; otherwise such parts stand between conflict markers.
    public let isClean: Bool

    /// Merges as `git merge-file` does.
    /// - Parameters:
    ///   - labels: what the conflict markers call the two sides.
    public init(
        base: [UInt8], ours: [UInt8], theirs: [UInt8], labels: (ours: String, theirs: String)
    ) throws(GitStoreError) {
        Libgit2.start
        var result = git_merge_file_result()
        defer { git_merge_file_result_free(&result) }
        var options = git_merge_file_options()
        Libgit2.expect(git_merge_file_options_init(&options, UInt32(GIT_MERGE_FILE_OPTIONS_VERSION)))
        let code = base.withUnsafeInput { base in
            ours.withUnsafeInput { ours in
                theirs.withUnsafeInput { theirs in
                    labels.ours.withCString { ourLabel in
                        labels.theirs.withCString { theirLabel in
                            options.our_label = ourLabel
                            options.their_label = theirLabel
                            return git_merge_file(&result, &base, &ours, &theirs, &options)
                        }
                    }
                }
            }
        }
        try Libgit2.check(code, "merge two texts")
        isClean = result.automergeable != 0
        bytes = result.ptr.map { Array(UnsafeRawBufferPointer(start: $0, count: result.len)) } ?? []
    }
}

extension [UInt8] {
    fileprivate func withUnsafeInput<Result>(_ body: (inout git_merge_file_input) -> Result) -> Result {
        withUnsafeBytes { buffer in
            var input = git_merge_file_input()
            Libgit2.expect(git_merge_file_input_init(&input, UInt32(GIT_MERGE_FILE_INPUT_VERSION)))
            input.ptr = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            input.size = buffer.count
            return body(&input)
        }
    }
}

extension Repository {
    /// The content whose id begins with these hexadecimal digits; nil where no such content is at hand, or more than
    /// one.
    public func blob(abbreviated id: String) throws(GitStoreError) -> [UInt8]? { try odb.blob(abbreviated: id) }
}

extension UserRepository {
    /// As `Repository.blob(abbreviated:)`.
    public func blob(abbreviated id: String) throws(GitStoreError) -> [UInt8]? {
        let odb = try Owned("open the objects", free: git_odb_free) { git_repository_odb(&$0, handle.pointer) }
        return try odb.blob(abbreviated: id)
    }
}

extension Owned {
    /// Of a database of objects.
    fileprivate func blob(abbreviated id: String) throws(GitStoreError) -> [UInt8]? {
        guard id.utf8.count >= 4, id.contains(where: { $0 != "0" }) else { return nil }
        var (short, full) = (git_oid(), git_oid())
        guard git_oid_fromstrp(&short, id) == 0 else { return nil }
        let code = git_odb_exists_prefix(&full, pointer, &short, min(id.utf8.count, 40))
        if [GIT_ENOTFOUND, GIT_EAMBIGUOUS].contains(where: { $0.rawValue == code }) { return nil }
        try Libgit2.check(code, "find the content \(id)")
        let object = try Owned("read the content \(id)", free: git_odb_object_free) {
            git_odb_read(&$0, pointer, &full)
        }
        guard git_odb_object_type(object.pointer) == GIT_OBJECT_BLOB else { return nil }
        let size = git_odb_object_size(object.pointer)
        return git_odb_object_data(object.pointer).map { Array(UnsafeRawBufferPointer(start: $0, count: size)) }
    }
}
