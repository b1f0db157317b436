import PatchModel

/// What the patches claim, and whether it holds.
public struct ClaimsReport: Sendable {
    public var series: String
    /// In the order of the patches; those of the series come first.
    public var claims: [Finding]
    /// Rounds measured for them, without the warm-up.
    public var rounds = 0
    public var problems: [StageProblem] = []
    public var caveats: [Caveat] = []
    /// Earlier runs; nil where none were to be taken over.
    public var reused: [ReusedRun]?
    public var wasInterrupted = false

    public struct Finding: Sendable {
        public var stated: StatedClaim
        public var verdict: ClaimVerdict
        /// One line: what was seen, on how many CPUs.
        public var evidence: String
    }
}

/// The keys are an interface: they may be added to, never changed.
extension ClaimsReport: Encodable {
    enum CodingKeys: String, CodingKey {
        case series, claims, rounds, problems, caveats, reused, interrupted
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(series, forKey: .series)
        try container.encode(claims, forKey: .claims)
        try container.encode(rounds, forKey: .rounds)
        try container.encode(problems, forKey: .problems)
        try container.encode(caveats, forKey: .caveats)
        try container.encodeIfPresent(reused, forKey: .reused)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }
}

/// The patch of a claim of the whole series is null.
extension ClaimsReport.Finding: Encodable {
    enum CodingKeys: String, CodingKey {
        case patch, claim, verdict, evidence
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stated.patch?.value, forKey: .patch)
        try container.encode(stated.text, forKey: .claim)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(evidence, forKey: .evidence)
    }
}
