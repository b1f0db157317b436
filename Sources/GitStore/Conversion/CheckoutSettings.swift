import CLibgit2

/// What makes files stand in a work tree otherwise than in the repository, beside the tree's own `.gitattributes`: line
/// ends by git's configuration (git-config(1), `core.autocrlf` and `core.eol`), and other files of attributes.
///
/// `core.safecrlf` changes no byte: it warns of files that are added, or refuses them.
public struct CheckoutSettings: Hashable, Sendable, Codable {
    /// `core.autocrlf`: whether a file of which no attribute says anything is converted where it looks like a text,
    /// both ways or only into the repository.
    public enum Automatic: String, Sendable, Codable {
        case off = "false"
        case input
        case on = "true"
    }

    public var automatic = Automatic.off
    /// `core.eol=crlf`: the line ends of a text whose attributes do not say which.
    public var isCRLF = false
    /// Nil where no other files say anything.
    public var attributes: OuterAttributes?

    public init() {}

    /// - Parameters:
    ///   - files: of git's configuration, in the order in which they count.
    ///   - attributes: likewise what stands in other files of attributes.
    init(_ files: [String], _ attributes: OuterAttributes?) {
        self.attributes = attributes
        for (name, value) in files.flatMap({ ConfigurationFile($0).values(of: "^core\\.(autocrlf|eol)$") }) {
            if name == "core.eol" {
                isCRLF = value?.lowercased() == "crlf"
            } else {
                automatic = Self.automatic(value)
            }
        }
    }

    private static func automatic(_ value: String?) -> Automatic {
        // A name without a value is true.
        guard let value else { return .on }
        if value.lowercased() == "input" { return .input }
        var isOn: Int32 = 0
        guard git_config_parse_bool(&isOn, value) == 0, isOn == 1 else { return .off }
        return .on
    }

    /// How lines end in a work tree where a file is a text and no attribute says more.
    var textsEndInCRLF: Bool { automatic == .on || automatic == .off && isCRLF }

    /// As a file of git's configuration.
    /// - Parameter attributes: the file that is to be the user's.
    func configuration(attributes: String) -> String {
        let quoted = attributes.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "[core]\n\tautocrlf = \(automatic.rawValue)\n\teol = \(isCRLF ? "crlf" : "lf")\n"
            + "\tattributesFile = \"\(quoted)\"\n"
    }
}

extension UserRepository {
    /// As git has it here: what the system, the user, the repository and its work tree say, the last of them counts.
    public var checkout: CheckoutSettings {
        let own = commonFolder + "config"
        let hasMore = ConfigurationFile(own).values(of: "^extensions\\.worktreeconfig$").last?.value
        let files = hasMore.map { ["true", "yes", "on", "1"].contains($0.lowercased()) } ?? false
        let configurations =
            SafeRepositories.current.configurations + [own] + (files ? [path + "config.worktree"] : [])
        return CheckoutSettings(configurations, attributes(configurations))
    }

    private func attributes(_ configurations: [String]) -> OuterAttributes? {
        let (safe, top) = (SafeRepositories.current, workTree ?? path)
        let named = configurations.flatMap { ConfigurationFile($0).values(of: "^core\\.attributesfile$") }.last?.value
        let user = named.map { safe.expanded($0, in: top) } ?? safe.userAttributes
        func bytes(_ path: String) -> [UInt8] { (try? Disk.contents(DiskPath(path))) ?? [] }
        return OuterAttributes(
            above: bytes(commonFolder + OuterAttributes.place),
            below: [safe.systemAttributes, user].compactMap(\.self).map(bytes))
    }
}
