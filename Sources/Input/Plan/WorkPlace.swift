/// Where the commands of a series run: on this machine, or on nodes, as other machines are called here.
public enum WorkPlace: Sendable, Equatable {
    case local
    /// On the nodes of a Slurm cluster; nil for its default partition.
    case slurm(partition: String?)
    /// On hosts that ssh reaches, each once.
    case ssh([String])

    /// `local`, `slurm`, `slurm:PARTITION` or `ssh:HOST,HOST`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.dropFirst().first) {
        case ("local", nil): self = .local
        case ("slurm", nil): self = .slurm(partition: nil)
        case ("slurm", let partition?) where Self.isName(partition): self = .slurm(partition: partition)
        case ("ssh", let list?):
            let hosts = list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard hosts.allSatisfy(Self.isName), Set(hosts).count == hosts.count else { return nil }
            self = .ssh(hosts)
        default: return nil
        }
    }

    /// What can be no option of a program, and nothing to a shell.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-")
            && text.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                    || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._-@".utf8.contains(byte)
            }
    }
}
