import CLibgit2

/// What git's configuration says of the line ends of a work tree (git-config(1), `core.autocrlf` and `core.eol`).
///
/// `core.safecrlf` changes no byte: it warns of files that are added, or refuses them.
public struct LineEnds: Hashable, Sendable, Codable {
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

    public init(automatic: Automatic = .off, isCRLF: Bool = false) {
        (self.automatic, self.isCRLF) = (automatic, isCRLF)
    }

    /// - Parameter files: of git's configuration, in the order in which they count.
    init(_ files: [String]) {
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
    var configuration: String { "[core]\n\tautocrlf = \(automatic.rawValue)\n\teol = \(isCRLF ? "crlf" : "lf")\n" }
}

extension UserRepository {
    /// As git has it here: what the system, the user, the repository and its work tree say, the last of them counts.
    public var lineEnds: LineEnds {
        let own = commonFolder + "config"
        let hasMore = ConfigurationFile(own).values(of: "^extensions\\.worktreeconfig$").last?.value
        let files = hasMore.map { ["true", "yes", "on", "1"].contains($0.lowercased()) } ?? false
        return LineEnds(
            SafeRepositories.current.configurations + [own] + (files ? [path + "config.worktree"] : []))
    }
}
