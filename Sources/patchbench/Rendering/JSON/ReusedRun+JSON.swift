import Judging

extension ReusedRun: Encodable {
    enum CodingKeys: String, CodingKey {
        case run, rounds, agrees
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(run, forKey: .run)
        try container.encode(rounds, forKey: .rounds)
        try container.encode(agrees, forKey: .agrees)
    }
}
