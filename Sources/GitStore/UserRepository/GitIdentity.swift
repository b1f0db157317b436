import CLibgit2
import PatchModel

/// Who git would say that a person is.
public enum GitIdentity {
    /// `user.name` and `user.email` of the repository that holds a folder, else of the first of the files that says it;
    /// nil where none does.
    /// - Parameter files: git's own configuration of a user, that which counts more first.
    public static func person(at folder: String, files: [String]) throws(GitStoreError) -> Person? {
        Libgit2.start
        let config = try Owned("read git's configuration", free: git_config_free) { git_config_new(&$0) }
        let own = (try? UserRepository(holding: folder)).map { $0.commonFolder + "config" }
        let levels = [GIT_CONFIG_LEVEL_LOCAL, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_XDG]
        for (file, level) in zip([own] + files.map(Optional.some), levels) {
            // One that is not there, or cannot be read, says nothing.
            guard let file, git_config_add_file_ondisk(config.pointer, file, level, nil, 1) == 0 else { continue }
        }
        guard let name = value("user.name", in: config.pointer), let email = value("user.email", in: config.pointer)
        else { return nil }
        return Person(name: name, email: email)
    }

    private static func value(_ key: String, in config: OpaquePointer) -> String? {
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        guard git_config_get_string_buf(&buffer, config, key) == 0, let text = buffer.ptr else { return nil }
        return String(cString: text)
    }
}
