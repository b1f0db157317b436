import Foundation

/// Prints measurements as they come, each beside its limit.
struct LimitTable {
    private(set) var isKept = true

    init() { print("measured                                        value     limit     ratio") }

    mutating func add(_ name: String, _ value: Double, unit: String, limit: Double) {
        let isWithin = value <= limit
        isKept = isKept && isWithin
        let padding = String(repeating: " ", count: max(0, 42 - name.count))
        let numbers = String(
            format: "%9.3g %-2@ %6.4g %-2@ %6.2f", value, unit as NSString, limit, unit as NSString, value / limit)
        print(name + padding + numbers + (isWithin ? "" : "  TOO MUCH"))
    }
}
