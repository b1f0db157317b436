import Foundation
import Yams

/// What commands may see, and how much they may take.
extension PlanReader {
    /// `true`, or what is let in: `{environment: [CC], read: [~/.cargo]}`.
    func sandbox(_ node: Node) throws(InputError) -> SandboxPlan? {
        if let isOn = node.bool { return isOn ? SandboxPlan() : nil }
        let entries = try mapping(node, key: "sandbox")
        try check(keysOf: entries, known: ["environment", "read"])
        let places = try strings(entries["read"], key: "read")
        for place in places where !place.hasPrefix("/") && !place.hasPrefix("~/") {
            throw problem(.notAbsolute("read", place), at: entries["read"]?.mark)
        }
        return SandboxPlan(environment: try strings(entries["environment"], key: "environment"), readable: places)
    }

    /// `512M`, `4G`, or bytes.
    func bytes(_ entries: Node.Mapping, _ key: String) throws(InputError) -> Int? {
        guard let node = entries[key] else { return nil }
        let text = try string(node, key: key)
        let units = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
        let unit = units[text.suffix(1).uppercased()]
        let (bytes, isTooMuch) = (Int(unit == nil ? text[...] : text.dropLast()) ?? 0)
            .multipliedReportingOverflow(by: unit ?? 1)
        guard bytes > 0, !isTooMuch else { throw problem(.wrongType(key, expected: .bytes), at: node.mark) }
        return bytes
    }
}
