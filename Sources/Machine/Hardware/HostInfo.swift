import Foundation
import Glibc

/// The machine that a measurement ran on.
public struct HostInfo: Sendable, Equatable, Codable {
    public let name: String
    public let cpuModel: String
    /// The CPUs that this process may run on.
    public let cpus: Int
    /// As `uname -sr` says it.
    public let kernel: String

    package init(name: String, cpuModel: String, cpus: Int, kernel: String) {
        self.name = name
        self.cpuModel = cpuModel
        self.cpus = cpus
        self.kernel = kernel
    }

    public static func current() -> HostInfo {
        var system = utsname()
        uname(&system)
        return HostInfo(
            name: text(system.nodename), cpuModel: cpuModel() ?? text(system.machine),
            cpus: ProcessInfo.processInfo.activeProcessorCount,
            kernel: text(system.sysname) + " " + text(system.release))
    }

    private static func cpuModel() -> String? {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
    }

    /// The text of a C array of characters, up to its NUL.
    private static func text<Tuple>(_ characters: Tuple) -> String {
        withUnsafeBytes(of: characters) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
