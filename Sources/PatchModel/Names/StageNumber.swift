/// How many patches of the series stand on the base: 0 is the base itself; or the patch that makes that stage.
public struct StageNumber: Hashable, Sendable {
    public let value: Int

    public init(_ value: Int) {
        precondition(value >= 0, "a stage number counts patches")
        self.value = value
    }

    public static let base = StageNumber(0)

    /// The stage before; nil for the base.
    public var previous: StageNumber? { value == 0 ? nil : StageNumber(value - 1) }
    public var next: StageNumber { StageNumber(value + 1) }

    /// The stage, with all its patches.
    public var id: StageID { StageID(self) }
}

extension StageNumber: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension StageNumber: CustomStringConvertible {
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
    /// Likewise.
    public var ids: [StageID] { stages.map(\.id) }
    public var description: String { "\(from)..\(to)" }
}
