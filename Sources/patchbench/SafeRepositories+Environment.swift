import Foundation
import GitStore

extension SafeRepositories {
    /// By the files of configuration that git takes in this environment.
    init(_ environment: [String: String]) {
        func isOff(_ name: String) -> Bool {
            environment[name].map { ["", "0", "false", "no", "off"].contains($0) } ?? true
        }
        let system = isOff("GIT_CONFIG_NOSYSTEM") ? [environment["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig"] : []
        let home = environment["HOME"]
        let others = environment["XDG_CONFIG_HOME"] ?? home.map { $0 + "/.config" }
        let user = [others.map { $0 + "/git/config" }, home.map { $0 + "/.gitconfig" }].compactMap(\.self)
        self.init(
            configurations: system + (environment["GIT_CONFIG_GLOBAL"].map { [$0] } ?? user),
            attributes: (
                isOff("GIT_ATTR_NOSYSTEM") ? "/etc/gitattributes" : nil, others.map { $0 + "/git/attributes" }
            ),
            home: home,
            sudoer: environment["SUDO_UID"].flatMap { uid_t($0) })
    }
}
