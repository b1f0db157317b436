import Foundation

/// Values laid along a line of points, with the ticks that a person would choose.
public struct Scale: Sendable, Equatable {
    public enum Kind: Sendable, Equatable { case linear, logarithmic }

    public let kind: Kind
    /// Of values; not empty, and above 0 where the scale is logarithmic.
    public let domain: ClosedRange<Double>
    /// Points at the domain's ends; the first may be the larger one.
    public let start: Double
    public let end: Double

    /// - Parameter values: What is to be shown; those that are not finite, or not above 0 on a logarithmic scale, are
    ///   passed over. Where nothing is left, or all are the same, the domain is widened around them.
    public init(_ kind: Kind = .linear, of values: some Sequence<Double>, from start: Double, to end: Double) {
        self.kind = kind
        let usable = values.filter { $0.isFinite && (kind == .linear || $0 > 0) }
        let low = usable.min() ?? 1
        let high = usable.max() ?? 1
        if low < high {
            domain = low...high
        } else {
            domain = kind == .linear ? (low - 1)...(low + 1) : (low / 2)...(low * 2)
        }
        self.start = start
        self.end = end
    }

    public func position(_ value: Double) -> Double {
        start + (end - start) * (along(value) - along(domain.lowerBound)) / length
    }

    private func along(_ value: Double) -> Double { kind == .linear ? value : log(value) }
    private var length: Double { along(domain.upperBound) - along(domain.lowerBound) }

    /// About so many round values within the domain: 1, 2 or 5 times a power of ten apart; on a logarithmic scale that
    /// spans a power of ten or more, such values themselves.
    public func ticks(_ count: Int) -> [Double] {
        guard kind == .logarithmic, domain.upperBound / domain.lowerBound >= 10 else { return evenTicks(count) }
        let decades = Int(log10(domain.lowerBound).rounded(.down))...Int(log10(domain.upperBound).rounded(.up))
        let round = decades.flatMap { decade in [1.0, 2, 5].map { $0 * pow(10, Double(decade)) } }
            .filter(domain.contains)
        if round.count <= count { return round }
        let powers = round.filter { log10($0).rounded() == log10($0) }
        return powers.count >= 2 ? powers : round
    }

    private func evenTicks(_ count: Int) -> [Double] {
        let span = domain.upperBound - domain.lowerBound
        let rough = span / Double(max(1, count))
        let power = pow(10, log10(rough).rounded(.down))
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? rough
        let first = (domain.lowerBound / step).rounded(.up)
        let last = (domain.upperBound / step).rounded(.down)
        guard first <= last else { return [] }
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }
}
