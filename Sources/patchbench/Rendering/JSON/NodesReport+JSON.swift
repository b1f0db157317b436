import Workbench

/// The keys are an interface: they may be added to, never changed.
extension NodesReport: Encodable {
    enum CodingKeys: String, CodingKey { case nodes, silent }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(nodes, forKey: .nodes)
        try container.encode(silent, forKey: .silent)
    }
}

extension NodesReport.Node: Encodable {
    enum CodingKeys: String, CodingKey { case name, host, governor, toolchain, differs }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(host, forKey: .host)
        try container.encode(governor, forKey: .governor)
        try container.encode(toolchainName, forKey: .toolchain)
        try container.encode(differs.map(\.rawValue), forKey: .differs)
    }
}

extension NodeShare: Encodable {
    enum CodingKeys: String, CodingKey { case name, rounds, host }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(rounds, forKey: .rounds)
        try container.encode(host, forKey: .host)
    }
}
