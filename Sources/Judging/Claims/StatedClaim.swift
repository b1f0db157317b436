import Foundation
import Outputs
import PatchModel

/// A claim, and who makes it.
public struct StatedClaim: Hashable, Sendable {
    /// Nil for a claim of the whole series.
    public let patch: StageNumber?
    public let text: String
    public let claim: Claim
    /// The machine that it is of, by its number of CPUs: `alloc -50% on 8 cpus`; nil for any.
    public let cpus: Int?

    /// The claims in the comments of the series file (`# Claim: alloc -50%`), then those of the patches in their order.
    /// - Parameter seriesFile: Its path and what stands in it, where there is one.
    /// - Throws: `JudgingError.badClaim` with file and line.
    package static func all(
        of series: Series, seriesFile: (path: String, text: String)?
    ) throws(JudgingError) -> [StatedClaim] {
        var claims: [StatedClaim] = []
        if let seriesFile {
            for (line, text) in comments(in: seriesFile.text) {
                claims.append(try StatedClaim(text, patch: nil, file: seriesFile.path, line: line))
            }
        }
        for (index, patch) in series.patches.enumerated() {
            for text in patch.claims {
                let (file, line) = (patch.source.file, line(of: text, in: patch))
                claims.append(try StatedClaim(text, patch: StageNumber(index + 1), file: file, line: line))
            }
        }
        return claims
    }

    private init(_ text: String, patch: StageNumber?, file: String, line: Int?) throws(JudgingError) {
        do {
            (claim, cpus) = try Self.read(text)
        } catch {
            throw .badClaim(text, error, file: file, line: line)
        }
        self.patch = patch
        self.text = text
    }

    /// A claim on metrics may say of how many CPUs it is; a test's name may end in such words, too.
    private static func read(_ text: String) throws(ClaimProblem) -> (Claim, cpus: Int?) {
        let suffix = text.firstMatch(of: /\s+on\s+([1-9]\d{0,5})\s+[cC][pP][uU][sS]?$/)
        guard let suffix else { return (try Claim(reading: text), nil) }
        let claim = try Claim(reading: String(text[..<suffix.range.lowerBound]))
        return claim.metrics.isEmpty ? (try Claim(reading: text), nil) : (claim, Int(suffix.1))
    }

    /// Whether it is of a metric, in so many words or as seen by CPUs that are virtual.
    package func isMeant(_ metric: Metric, cpus here: Int) -> Bool {
        func means(_ metrics: [MetricPattern]) -> Bool { metrics.contains { $0.matches(metric) } }
        guard let cpus else { return means(claim.metrics) }
        if let virtual = metric.virtualCPUs { return virtual == cpus && means(claim.metrics.map(\.onVirtualCPUs)) }
        return here == cpus && means(claim.metrics)
    }

    /// The number of virtual CPUs that could show it; nil where it is of none, or of those here.
    package func virtualCPUs(here: Int) -> Int? {
        if let cpus { return cpus == here && !claim.metrics.contains(where: \.isVirtual) ? nil : cpus }
        return claim.metrics.lazy.compactMap(\.virtualCPUs).first
    }

    private static func comments(in text: String) -> [(line: Int, text: String)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            // An expression is built anew for each line.
            guard line.first == "#" else { return nil }
            return line.wholeMatch(of: /#\s*[Cc]laim:\s*(\S.*?)\s*/).map { (index + 1, String($0.1)) }
        }
    }

    /// Nil where the text does not stand so in the file: in a mail's encodings, or over several lines.
    private static func line(of claim: String, in patch: Patch) -> Int? {
        let lines = patch.source.text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.firstIndex { line in
            let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespaces)
            return text.lowercased().hasPrefix("claim:") && text.hasSuffix(claim)
        }.map { $0 + 1 }
    }
}
