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
        return wrapped(answer, to: limit) + [""] + report.claims.flatMap(lines(of:)) + [""]
            + ((report.reused ?? []).map(\.line) + report.caveats.map(\.line)).flatMap { wrapped($0, to: limit) }
    }

    /// In a sentence; who is refuted is named.
    private var answer: String {
        let verdicts = [ClaimVerdict.confirmed, .refuted, .notShown]
        let elsewhere = report.claims.contains { $0.verdict == .notHere } ? [ClaimVerdict.notHere] : []
        let counts = (verdicts + elsewhere).map { wanted in
            "\(report.claims.count { $0.verdict == wanted }) \(wanted.rawValue)"
        }
        let refuted = report.claims.filter { $0.verdict == .refuted }.prefix(3).map {
            "\(name(of: $0)): \($0.stated.text)"
        }
        let count = counted(report.claims.count, "claim")
        return "Of \(count) \(counts.joined(separator: ", "))"
            + (refuted.isEmpty ? "" : "; refuted: \(refuted.joined(separator: "; "))") + "."
    }

    private func name(of finding: ClaimFinding) -> String {
        label(of: finding).map { "\($0.number) \($0.name)" } ?? "the series"
    }

    private func label(of finding: ClaimFinding) -> StageLabel? {
        finding.stated.patch.flatMap { patch in report.patches.first { $0.number == patch.id } }
    }

    private func lines(of finding: ClaimFinding) -> [String] {
        let name = label(of: finding)?.name ?? "the series"
        let number = (finding.stated.patch?.description ?? "-").padded(to: 3, left: false)
        let head = "\(number)  \(finding.verdict.rawValue.padded(to: 9))  "
        let claim = wrapped(
            "\(name.shortened(to: limit - head.count - 1)): \(finding.stated.text)", to: limit - head.count)
        return zip([head] + claim.dropFirst().map { _ in String(repeating: " ", count: head.count) }, claim).map {
            $0 + $1
        }
            + wrapped("     " + finding.evidence.text, to: limit)
    }
}
