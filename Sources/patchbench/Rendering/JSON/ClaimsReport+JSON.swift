import Judging
import Workbench

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
        try container.encode(reused, forKey: .reused)
        try container.encode(wasInterrupted, forKey: .interrupted)
    }
}

/// The patch of a claim of the whole series is null.
extension ClaimFinding: Encodable {
    enum CodingKeys: String, CodingKey {
        case patch, claim, verdict, evidence
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stated.patch?.value, forKey: .patch)
        try container.encode(stated.text, forKey: .claim)
        try container.encode(verdict.rawValue, forKey: .verdict)
        try container.encode(evidence.text, forKey: .evidence)
    }
}
