import Judging

extension Caveat: Encodable {
    /// The keys and kinds are an interface: they may be added to, never changed.
    package enum CodingKeys: String, CodingKey {
        case kind, message
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind.word, forKey: .kind)
        try container.encode(message, forKey: .message)
    }
}

extension Caveat.Kind {
    var word: String {
        switch self {
        case .stolenTime: "stolen-time"
        case .fewRounds: "few-rounds"
        case .oneBuild: "one-build"
        case .noise, .drift, .bimodal, .load, .governor, .conditions, .missing, .uncounted, .node: rawValue
        }
    }
}
