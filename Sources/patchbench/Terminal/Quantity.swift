import Foundation

/// A number with its unit, for people: three digits or more, times and bytes in the unit that suits them.
struct Quantity {
    let value: Double
    let unit: String

    var text: String {
        let scale = UnitScale(unit, for: [value])
        return Self.number(value * scale.factor) + (["1", "count", ""].contains(scale.unit) ? "" : " " + scale.unit)
    }

    /// Three digits that count, or more: nothing is rounded to 0.
    static func number(_ value: Double) -> String {
        switch abs(value) {
        case 100...: value.formatted(places: 0)
        case 10..<100: value.formatted(places: 1)
        case 1..<10: value.formatted(places: 2)
        case 0: "0"
        case 1e-4..<1: value.formatted(places: 2 - Int(log10(abs(value)).rounded(.down)))
        default: String(format: "%.3g", value)
        }
    }

    /// A part of the value, as how it varies: `±2%`, `±0.3%`.
    static func spread(_ share: Double) -> String {
        "\u{B1}" + (share * 100).formatted(places: share == 0 || share >= 0.0995 ? 0 : share >= 0.00095 ? 1 : 2) + "%"
    }
}

/// The unit that suits numbers best: `us` for thousands of `ns`; of a quotient the unit above the line.
struct UnitScale {
    let unit: String
    /// What a number of the old unit is multiplied by.
    let factor: Double

    /// The unit in which the number in the middle is 1 or more.
    init(_ unit: String, for values: [Double]) {
        let slash = unit.firstIndex(of: "/") ?? unit.endIndex
        let (above, below) = (String(unit[..<slash]), unit[slash...])
        let sizes = values.filter { $0 != 0 }.map(abs).sorted()
        guard !sizes.isEmpty,
            let scale = [Self.times, Self.bytes].first(where: { $0.contains { $0.name == above } }),
            let own = scale.first(where: { $0.name == above })?.factor
        else {
            (self.unit, factor) = (unit, 1)
            return
        }
        let shown = scale.last { sizes[sizes.count / 2] * own >= $0.factor } ?? scale[0]
        (self.unit, factor) = (shown.name + below, own / shown.factor)
    }

    /// From the smallest; in seconds.
    private static let times: [(name: String, factor: Double)] = [
        ("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1),
    ]

    private static let bytes: [(name: String, factor: Double)] = [
        ("B", 1), ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824),
    ]
}
