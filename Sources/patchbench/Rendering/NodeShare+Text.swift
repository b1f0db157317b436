import Machine
import Workbench

extension HostInfo {
    /// For what was measured on it.
    var line: String { "on \(name): \(counted(cpus, "CPU")), \(cpuModel), \(kernel)" }
}

extension [NodeShare] {
    /// Machines that are alike are described once; nil where there are none.
    var text: String? {
        guard !isEmpty else { return nil }
        var kinds: [(description: String, names: [String])] = []
        for node in self {
            let description = "\(counted(node.host.cpus, "CPU")), \(node.host.cpuModel), \(node.host.kernel)"
            let name = "\(node.name) (\(counted(node.rounds, "round")))"
            if let known = kinds.firstIndex(where: { $0.description == description }) {
                kinds[known].names.append(name)
            } else {
                kinds.append((description, [name]))
            }
        }
        let places = kinds.map { "on \($0.names.joined(separator: ", ")): \($0.description)" }.joined(separator: "; ")
        return places + "; what is compared is of one round, and so of one node"
    }
}
