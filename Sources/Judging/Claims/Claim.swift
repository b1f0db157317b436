import Foundation
import Outputs

/// What a patch's `Claim:` trailer says of it.
public enum Claim: Hashable, Sendable {
    /// `alloc(size>=1024) -15%`: an effect in that direction of about that much; the share is -0.15.
    case effect([MetricPattern], share: Double)
    /// `alloc, free unchanged`: within the margin.
    case unchanged([MetricPattern])
    /// `alloc(size<=128) +40% at most`: a cost that is allowed.
    case atMost([MetricPattern], share: Double)
    /// `test NAME`: fails before the patch, passes from it on.
    case test(String)
    /// `explored NAME`: what the plan explores finds something wrong before the patch, and nothing at it.
    case explored(String)
    /// `same-behaviour`: the trace command prints the same before the patch and after.
    case sameBehaviour
}

extension Claim {
    /// - Throws: `ClaimProblem`.
    public init(reading text: String) throws(ClaimProblem) {
        do { try self.init(parsing: text) } catch let problem as MetricPatternProblem {
            throw .metrics(problem)
        } catch {
            throw error as? ClaimProblem ?? .unknownForm
        }
    }

    private init(parsing text: String) throws {
        let text = text.trimmingCharacters(in: .whitespaces)
        if text == "same-behaviour" {
            self = .sameBehaviour
        } else if let parts = text.wholeMatch(of: /test\s+(\S.*)/) {
            self = .test(String(parts.1))
        } else if let parts = text.wholeMatch(of: /explored\s+(\S.*)/) {
            self = .explored(String(parts.1))
        } else if let parts = text.wholeMatch(of: /(.*\S)\s+unchanged/) {
            self = .unchanged(try MetricPattern.list(parts.1))
        } else if let parts = text.wholeMatch(of: /(.*\S)\s+([+-]\d+(?:\.\d+)?)\s*%(\s+at\s+most)?/) {
            let share = (Double(parts.2) ?? 0) / 100
            guard share != 0, share > -1 else { throw ClaimProblem.impossibleShare }
            let patterns = try MetricPattern.list(parts.1)
            self = parts.3 == nil ? .effect(patterns, share: share) : .atMost(patterns, share: share)
        } else {
            throw ClaimProblem.unknownForm
        }
    }

    /// The metrics that it speaks of; empty where it is of a test or a trace.
    public var metrics: [MetricPattern] {
        switch self {
        case .effect(let patterns, _), .unchanged(let patterns), .atMost(let patterns, _): patterns
        case .test, .explored, .sameBehaviour: []
        }
    }
}
