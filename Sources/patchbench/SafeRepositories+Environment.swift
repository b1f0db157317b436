import Foundation
import GitStore

extension SafeRepositories {
    /// By the files of configuration that git takes in this environment.
    init(_ environment: [String: String]) {
        let isSystemRead =
            environment["GIT_CONFIG_NOSYSTEM"].map { ["", "0", "false", "no", "off"].contains($0) } ?? true
        let system = isSystemRead ? [environment["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig"] : []
        let home = environment["HOME"]
        let others = environment["XDG_CONFIG_HOME"] ?? home.map { $0 + "/.config" }
        let user = [others.map { $0 + "/git/config" }, home.map { $0 + "/.gitconfig" }].compactMap(\.self)
        self.init(
            configurations: system + (environment["GIT_CONFIG_GLOBAL"].map { [$0] } ?? user), home: home,
            sudoer: environment["SUDO_UID"].flatMap { uid_t($0) })
    }
}
