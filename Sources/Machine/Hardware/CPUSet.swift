/// CPUs by their numbers, written as the kernel's files have them: `0-3,5`.
public struct CPUSet: Sendable, Hashable {
    /// Rising, each once; not empty.
    public let numbers: [Int]

    /// Nil without a number.
    public init?(_ numbers: some Sequence<Int>) {
        self.numbers = Set(numbers).sorted()
        guard !self.numbers.isEmpty else { return nil }
    }

    /// Nil for what is no list of numbers and ranges below `limit`.
    public init?(list text: String) {
        var numbers: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
                first >= 0, first <= last, last < Self.limit
            else { return nil }
            numbers += first...last
        }
        self.init(numbers)
    }

    /// No kernel has more CPUs.
    package static let limit = 8192

    func isSubset(of other: CPUSet) -> Bool { Set(numbers).isSubset(of: other.numbers) }
}

extension CPUSet: CustomStringConvertible {
    public var description: String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound == number - 1 {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}
