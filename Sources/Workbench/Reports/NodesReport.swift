import Machine

/// The nodes that there are, and in what they differ.
public struct NodesReport: Sendable {
    public var nodes: [Node] = []
    /// How many did not answer in time.
    public var silent = 0
    public var wasInterrupted = false

    public struct Node: Sendable {
        public var name: String
        public var host: HostInfo
        public var governor: String
        /// All that the plan's toolchain command prints there; empty where there is none.
        public var toolchain: String
        /// What is not as on most of the others; of the toolchain, not as on this machine.
        public var differs: [Aspect] = []
    }

    public enum Aspect: String, Sendable, CaseIterable {
        case cpus, cpu, kernel, governor, toolchain
    }

    /// Whether a node would make other builds.
    public var hasOtherToolchain: Bool { nodes.contains { $0.differs.contains(.toolchain) } }
}

extension NodesReport {
    /// - Parameter toolchain: That of this machine.
    mutating func compare(toolchain: String) {
        for aspect in Aspect.allCases {
            let values = nodes.map { $0.value(of: aspect) }
            let counts = Dictionary(grouping: values) { $0 }.mapValues(\.count)
            let usual = aspect == .toolchain ? toolchain : counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
            for (index, value) in values.enumerated() where value != usual { nodes[index].differs.append(aspect) }
        }
    }
}

extension NodesReport.Node {
    fileprivate func value(of aspect: NodesReport.Aspect) -> String {
        switch aspect {
        case .cpus: String(host.cpus)
        case .cpu: host.cpuModel
        case .kernel: host.kernel
        case .governor: governor
        case .toolchain: toolchain
        }
    }
}
