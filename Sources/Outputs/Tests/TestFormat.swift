/// What a test command prints.
public enum TestFormat: Sendable, Equatable {
    /// TAP 13 and 14, and KTAP.
    case tap
    case junit
    /// Whatever it prints is no result: how it ends is.
    case status

    /// As `patchbench.yaml` names them.
    package static let named: [(name: String, value: TestFormat)] = [
        ("tap", .tap), ("junit", .junit), ("status", .status),
    ]

    /// JUnit is told by how XML begins; the rest is TAP where its reader finds any.
    package static func detect(_ text: String) -> TestFormat? {
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return start.hasPrefix("<?xml") || start.hasPrefix("<testsuite") ? .junit : nil
    }
}
