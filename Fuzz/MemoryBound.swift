import Foundation

/// The promise that reading takes at most fifty times the input's size and 64 MB.
enum MemoryBound {
    nonisolated(unsafe) private static var runs = 0

    /// Stops the program where a run breaks the promise. The system's peak counter is reset and read around one run of
    /// sixty-four, and around every large input.
    static func check(inputSize: Int, _ run: () -> Void) {
        runs += 1
        guard runs % 64 == 0 || inputSize > 1 << 14, let before = resetPeak() else { return run() }
        run()
        guard let peak = status("VmHWM:") else { return }
        let limit = 50 * inputSize + (64 << 20)
        if peak - before > limit {
            fatalError("\(peak - before) bytes for an input of \(inputSize), more than \(limit)")
        }
    }

    /// - Returns: the memory in use, in bytes.
    private static func resetPeak() -> Int? {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return nil }
        fputs("5", file)
        fclose(file)
        return status("VmRSS:")
    }

    private static func status(_ key: String) -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
}
