/// What a file may hold that a reader understands.
public enum OutputFormat: Sendable, Equatable {
    case bench(BenchFormat)
    case test(TestFormat)

    /// Those that need nothing but their name, as `patchbench.yaml` names them.
    public static let named: [(name: String, value: OutputFormat)] =
        BenchFormat.named.filter { $0.value != .command }.map { ($0.name, .bench($0.value)) }
        + TestFormat.named.filter { $0.value != .status }.map { ($0.name, .test($0.value)) }
}
