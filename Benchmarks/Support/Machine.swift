import Foundation

public enum Machine {
    /// Processes that run or are ready to, averaged over 1, 5 and 15 minutes.
    public static var load: String {
        let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
        return text.split(separator: " ").prefix(3).joined(separator: ", ")
    }
}
