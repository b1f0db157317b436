/// A stage of the series, or of the series without some of its patches: `11-5` counts to patch 11 and is without patch
/// 5.
///
/// Invariant: what is left out lies in 1 ..< `number`, so that a stage has one name.
public struct StageID: Hashable, Sendable {
    /// That of the last patch.
    public let number: StageNumber
    /// The patches that are left out, in their order.
    public let without: [StageNumber]

    public init(_ number: StageNumber) { (self.number, without) = (number, []) }

    public init(_ value: Int) { self.init(StageNumber(value)) }

    /// Where the last patches are left out themselves, the stage is an earlier one: 5 without 5 is 4.
    public init(_ number: StageNumber, without: some Sequence<StageNumber>) {
        let without = Set(without)
        var last = number
        while let previous = last.previous, without.contains(last) { last = previous }
        self.number = last
        self.without = without.filter { .base < $0 && $0 < last }.sorted()
    }

    public static let base = StageID(.base)

    /// That of the last patch, as a number.
    public var value: Int { number.value }

    /// Whether no patch is left out.
    public var isWhole: Bool { without.isEmpty }

    /// The stage before; nil for the base.
    public var previous: StageID? { number.previous.map { StageID($0, without: without) } }

    /// The stage without these patches, too.
    public func without(_ patches: some Sequence<StageNumber>) -> StageID {
        StageID(number, without: without + patches)
    }

    /// How many patches stand on the base.
    public var count: Int { value - without.count }
}

extension StageID: Comparable {
    /// By the last patch; of stages with the same one, those with fewer patches first.
    public static func < (left: Self, right: Self) -> Bool {
        if left.number != right.number { return left.number < right.number }
        if left.without.count != right.without.count { return left.without.count > right.without.count }
        return left.without.lexicographicallyPrecedes(right.without)
    }
}

extension StageID: LosslessStringConvertible {
    public init?(_ description: String) {
        let words = description.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = words.compactMap { Int($0) }.filter { $0 >= 0 }.map(StageNumber.init)
        guard numbers.count == words.count, let last = numbers.first else { return nil }
        self.init(last, without: numbers.dropFirst())
        guard self.description == description else { return nil }
    }

    /// `11`, `11-5`, `11-3-5`.
    public var description: String { ([number] + without).map(\.description).joined(separator: "-") }
}
