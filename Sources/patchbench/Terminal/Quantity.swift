import Foundation

/// A number with its unit, for people: three digits or more, times and bytes in the unit that suits them.
struct Quantity {
    let value: Double
    let unit: String

    var text: String {
        for scale in [Self.times, Self.bytes] {
            guard let factor = scale.first(where: { $0.name == unit })?.factor else { continue }
            let base = abs(value) * factor
            let shown = scale.last { base >= $0.factor } ?? scale[0]
            return Self.number(value * factor / shown.factor) + " " + shown.name
        }
        return Self.number(value) + (unit == "1" || unit == "count" ? "" : " " + unit)
    }

    /// From the smallest; in seconds.
    private static let times: [(name: String, factor: Double)] = [
        ("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1),
    ]

    private static let bytes: [(name: String, factor: Double)] = [
        ("B", 1), ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824),
    ]

    static func number(_ value: Double) -> String {
        switch abs(value) {
        case 100...: value.formatted(places: 0)
        case 10..<100: value.formatted(places: 1)
        case 0: "0"
        case ..<0.01: String(format: "%.3g", value)
        default: value.formatted(places: 2)
        }
    }
}
