/// What is to be said of a claim.
public struct ClaimFinding: Sendable {
    public var stated: StatedClaim
    public var verdict: ClaimVerdict
    public var evidence: ClaimEvidence

    package init(stated: StatedClaim, verdict: ClaimVerdict, evidence: ClaimEvidence) {
        self.stated = stated
        self.verdict = verdict
        self.evidence = evidence
    }
}
