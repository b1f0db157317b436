import Foundation

extension Double {
    /// The number with so many places after the point, the same in every locale.
    func formatted(places: Int) -> String { String(format: "%.\(places)f", self) }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }

    /// For people: `0.4 s`, `12 s`, `3 min 20 s`.
    var text: String {
        switch seconds {
        case ..<9.95: "\(seconds.formatted(places: 1)) s"
        case ..<119.5: "\(seconds.formatted(places: 0)) s"
        default: "\(Int(seconds.rounded()) / 60) min \(Int(seconds.rounded()) % 60) s"
        }
    }
}

/// `1 file`, `2 files`.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// `one build a stage`, `3 builds a stage`.
func builds(_ count: Int) -> String {
    count == 0 ? "a build of each stage a round" : count == 1 ? "one build a stage" : "\(count) builds a stage"
}

/// A ratio as a change in per cent: `-16.2%`.
func percentChange(_ ratio: Double) -> String {
    let text = ((ratio - 1) * 100).formatted(places: 1) + "%"
    return text.hasPrefix("-") ? (text == "-0.0%" ? "0.0%" : text) : (text == "0.0%" ? text : "+" + text)
}

/// A ratio of counts as a change in per cent, of which a step of a ten-thousandth counts: `-0.016%`.
func countChange(_ ratio: Double) -> String {
    let change = ratio - 1
    return abs(change) >= 0.0995 || change == 0 ? percentChange(ratio) : (change > 0 ? "+" : "") + smallShare(change)
}

/// What is nearly sure is not called sure.
func sharePercent(_ share: Double) -> String {
    if share > 0.9985 { return "99.9%" }
    let text = (share * 100).formatted(places: 1)
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
}

/// A share in per cent, with two digits however small it is.
func smallShare(_ share: Double) -> String {
    let percent = share * 100
    if percent == 0 || abs(percent) >= 9.95 { return "\(percent.formatted(places: 0))%" }
    let places = abs(percent) >= 0.1 ? 1 : abs(percent) >= 0.01 ? 3 : abs(percent) >= 0.001 ? 4 : 6
    return "\(percent.formatted(places: places))%"
}
