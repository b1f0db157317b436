import Workbench

extension MachineCheck: Encodable {
    enum CodingKeys: String, CodingKey {
        case name, state, finding, advice
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(state.rawValue, forKey: .state)
        try container.encode(finding, forKey: .finding)
        try container.encode(advice, forKey: .advice)
    }
}
