import Glibc

/// Whose repositories are read: one's own, and those that git's configuration calls safe (`safe.directory`).
public struct SafeRepositories: Sendable {
    /// Bound to the task. By default nothing is safe that belongs to somebody else.
    @TaskLocal public static var current = SafeRepositories()

    /// The system's and the user's files of git's configuration, in the order in which they count.
    let configurations: [String]
    /// The system's file of attributes.
    let systemAttributes: String?
    /// The user's, where no configuration names another.
    let userAttributes: String?
    private let home: String?
    private let users: [uid_t]

    /// - Parameters:
    ///   - configurations: files of git's configuration.
    ///   - attributes: the system's file of attributes, and the user's where no configuration names another.
    ///   - home: the folder for `~`.
    ///   - sudoer: whose repositories are one's own, too, where sudo(8) made one the superuser.
    public init(
        configurations: [String] = [], attributes: (system: String?, user: String?) = (nil, nil), home: String? = nil,
        sudoer: uid_t? = nil, user: uid_t = geteuid()
    ) {
        self.configurations = configurations
        (systemAttributes, userAttributes) = attributes
        self.home = home
        users = [user] + (user == 0 ? [sudoer].compactMap(\.self) : [])
    }

    /// As git asks: both folders have to be one's own, or called safe.
    /// - Throws: `GitStoreError.unsafeRepository`
    func check(_ repository: String, workTree: String?) throws(GitStoreError) {
        let places = [workTree, repository].compactMap(\.self)
        guard let owner = places.lazy.compactMap({ FileStatus($0)?.owner }).first(where: { !users.contains($0) }),
            !isSafe(places[0])
        else { return }
        throw .unsafeRepository(Self.withoutSlash(places[0]), owner: owner)
    }

    private func isSafe(_ place: String) -> Bool {
        let place = Self.withoutSlash(place)
        var isSafe = false
        for (_, value) in configurations.flatMap({ ConfigurationFile($0).values(of: "^safe\\.directory$") }) {
            guard let value, !value.isEmpty else {
                // An empty value takes back what stood before.
                isSafe = false
                continue
            }
            if value == "*" || Self.withoutSlash(expanded(value)) == place {
                isSafe = true
            } else if value.hasSuffix("/*"), place.hasPrefix(expanded(value).dropLast()) {
                isSafe = true
            }
        }
        return isSafe
    }

    private func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home else { return path }
        return home + path.dropFirst()
    }

    /// - Parameter folder: in which a relative path begins.
    func expanded(_ path: String, in folder: String) -> String {
        let path = expanded(path)
        return path.hasPrefix("/") ? path : folder + "/" + path
    }

    private static func withoutSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
