import CLibgit2

/// One file of git's configuration, of which only values are read.
struct ConfigurationFile {
    private let path: String

    init(_ path: String) { self.path = path }

    /// The entries whose names match a regular expression, in their order; none where the file cannot be read.
    /// - Returns: with nil for the value of a name that stands alone.
    func values(of pattern: String) -> [(name: String, value: String?)] {
        Libgit2.start
        guard FileStatus(path) != nil,
            let file = try? Owned("read \(path)", free: git_config_free, make: { git_config_open_ondisk(&$0, path) })
        else { return [] }
        var iterator: OpaquePointer?
        guard git_config_iterator_glob_new(&iterator, file.pointer, pattern) == 0 else { return [] }
        defer { git_config_iterator_free(iterator) }
        var values: [(String, String?)] = []
        var entry: UnsafeMutablePointer<git_config_entry>?
        while git_config_next(&entry, iterator) == 0, let found = entry?.pointee {
            values.append((String(cString: found.name), found.value.map { String(cString: $0) }))
        }
        return values
    }
}
