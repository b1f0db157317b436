import Foundation

/// The files in which the kernel says how the machine is and what it does.
struct SystemFiles: Sendable {
    /// The folder that holds `proc` and `sys`.
    var root = URL(filePath: "/", directoryHint: .isDirectory)

    /// Empty where there is no such file, or none that may be read.
    func text(_ path: String) -> String {
        let file = root.appending(path: String(path.drop { $0 == "/" }), directoryHint: .notDirectory)
        // Their size is not known before.
        guard let handle = try? FileHandle(forReadingFrom: file) else { return "" }
        defer { try? handle.close() }
        return (try? handle.readToEnd()).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// A file of one line.
    func line(_ path: String) -> String { text(path).trimmingCharacters(in: .whitespacesAndNewlines) }
}
