import Workbench

/// A row a node, what differs marked by name.
struct NodesListing {
    let report: NodesReport
    let width: Int?

    var lines: [String] {
        var table = TextTable(header: ["node", "CPUs", "CPU", "kernel", "governor", "toolchain", "differs in"])
        table.rows = report.nodes.map { node in
            [
                node.name, String(node.host.cpus), node.host.cpuModel, node.host.kernel,
                node.governor.isEmpty ? "-" : node.governor, node.toolchainName ?? "-",
                node.differs.map(\.rawValue).joined(separator: ", "),
            ]
        }
        return (report.nodes.isEmpty ? [] : table.lines(within: width ?? EffectsListing.mailWidth)) + notes
    }

    private var notes: [String] {
        let silent = report.silent == 0 ? [] : ["\(counted(report.silent, "node")) did not answer in a minute"]
        let others = report.hasOtherToolchain ? ["another toolchain makes other builds: such a node is not used"] : []
        return silent + others
    }
}

extension NodesReport.Node {
    /// The first line that names it.
    var toolchainName: String? { toolchain.split(whereSeparator: \.isNewline).first.map(String.init) }
}
