/// How many patches of the series stand on the base: 0 is the base itself.
public struct StageNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let value: Int

    public init(_ value: Int) {
        precondition(value >= 0, "a stage number counts patches")
        self.value = value
    }

    public static let base = StageNumber(0)

    /// The stage before; nil for the base.
    public var previous: StageNumber? { value == 0 ? nil : StageNumber(value - 1) }
    public var next: StageNumber { StageNumber(value + 1) }

    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
    public var description: String { String(value) }
}

/// Two stages, `A..B`. `from` may lie after `to`: a diff backwards is legal, a list of stages is not.
public struct StageRange: Hashable, Sendable, CustomStringConvertible {
    public let from: StageNumber
    public let to: StageNumber

    public init(from: StageNumber, to: StageNumber) {
        self.from = from
        self.to = to
    }

    /// The stages from the first to the last, both included; empty where `from` lies after `to`.
    public var stages: [StageNumber] { from > to ? [] : (from.value...to.value).map(StageNumber.init) }
    public var description: String { "\(from)..\(to)" }
}
