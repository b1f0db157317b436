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
}
