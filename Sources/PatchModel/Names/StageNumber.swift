/// How many patches of the series stand on the base: 0 is the base itself.
///
/// Some of them may be left out: `11-5` counts to patch 11 and is without patch 5. Invariant: what is left out lies in
/// 1 ..< `value`, so that a stage has one name.
public struct StageNumber: Hashable, Sendable {
    /// The number of the last patch.
    public let value: Int
    /// The numbers of the patches that are left out, in their order.
    public let without: [Int]

    public init(_ value: Int) { self.init(value, without: []) }

    /// Where the last patches are left out themselves, the stage is an earlier one: 5 without 5 is 4.
    public init(_ value: Int, without: some Sequence<Int>) {
        precondition(value >= 0, "a stage number counts patches")
        let without = Set(without)
        var last = value
        while last > 0, without.contains(last) { last -= 1 }
        self.value = last
        self.without = without.filter { 0 < $0 && $0 < last }.sorted()
    }

    public static let base = StageNumber(0)

    /// The stage before; nil for the base.
    public var previous: StageNumber? { value == 0 ? nil : StageNumber(value - 1, without: without) }
    public var next: StageNumber { StageNumber(value + 1, without: without) }

    /// The stage without these patches, too.
    public func without(_ patches: some Sequence<StageNumber>) -> StageNumber {
        StageNumber(value, without: without + patches.map(\.value))
    }

    /// How many patches stand on the base.
    public var count: Int { value - without.count }
}

extension StageNumber: Comparable {
    /// By the last patch; of stages with the same one, those with fewer patches first.
    public static func < (left: Self, right: Self) -> Bool {
        if left.value != right.value { return left.value < right.value }
        if left.without.count != right.without.count { return left.without.count > right.without.count }
        return left.without.lexicographicallyPrecedes(right.without)
    }
}

extension StageNumber: LosslessStringConvertible {
    public init?(_ description: String) {
        let numbers = description.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let value = numbers[0], value >= 0 else { return nil }
        let without = numbers.dropFirst().compactMap(\.self)
        self.init(value, without: without)
        guard self.description == description else { return nil }
    }

    /// `11`, `11-5`, `11-3-5`.
    public var description: String { ([value] + without).map { String($0) }.joined(separator: "-") }
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
