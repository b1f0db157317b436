import Foundation

/// The files in which the kernel says how the machine is and what it does.
package struct SystemFiles: Sendable {
    /// The folder that holds `proc` and `sys`.
    package var root = URL(filePath: "/", directoryHint: .isDirectory)

    package init(root: URL = URL(filePath: "/", directoryHint: .isDirectory)) {
        self.root = root
    }

    /// Empty where there is no such file, or none that may be read.
    package func text(_ path: String) -> String {
        let file = root.appending(path: String(path.drop { $0 == "/" }), directoryHint: .notDirectory)
        // Their size is not known before.
        guard let handle = try? FileHandle(forReadingFrom: file) else { return "" }
        defer { try? handle.close() }
        return (try? handle.readToEnd()).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// A file of one line.
    package func line(_ path: String) -> String { text(path).trimmingCharacters(in: .whitespacesAndNewlines) }
}
