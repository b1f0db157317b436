import Judging
import Workbench

/// Each claim with its verdict and, under it, the evidence.
struct ClaimsListing {
    let report: ClaimsReport
    /// Columns of the terminal, where there is one.
    var width: Int?

    private var limit: Int { width ?? EffectsListing.mailWidth }

    var lines: [String] {
        guard !report.claims.isEmpty else { return ["nothing is claimed"] }
        let verdicts = [ClaimVerdict.confirmed, .refuted, .notShown]
        let elsewhere = report.claims.contains { $0.verdict == .notHere } ? [ClaimVerdict.notHere] : []
        let counts = (verdicts + elsewhere).map { wanted in
            "\(report.claims.count { $0.verdict == wanted }) \(wanted.rawValue)"
        }
        return report.claims.flatMap(lines(of:)) + ["", counts.joined(separator: ", ")]
            + ((report.reused ?? []).map(\.line) + report.caveats.map(\.line)).flatMap { wrapped($0, to: limit) }
    }

    private func lines(of finding: ClaimFinding) -> [String] {
        let patch = finding.stated.patch
        let name = patch.flatMap { patch in report.patches.first { $0.number == patch.id } }?.name ?? "the series"
        let number = (patch?.description ?? "-").padded(to: 3, left: false)
        let head = "\(number)  \(finding.verdict.rawValue.padded(to: 9))  "
        let claim = wrapped("\(name): \(finding.stated.text)", to: limit - head.count)
        return zip([head] + claim.dropFirst().map { _ in String(repeating: " ", count: head.count) }, claim).map {
            $0 + $1
        }
            + wrapped("     " + finding.evidence.text, to: limit)
    }
}
