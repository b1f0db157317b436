import Glibc

/// The folders of `PATH`, in which programs are looked for.
package struct SearchPath: Sendable {
    private let folders: [Substring]

    /// Those of an environment; the usual ones where it has none.
    package init(_ environment: [String: String]) {
        folders = Array((environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":"))
    }

    package func has(_ program: String) -> Bool {
        folders.contains { access("\($0)/\(program)", X_OK) == 0 }
    }
}
