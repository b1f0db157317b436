/// The command that tests a stage.
public struct TestCommand: Sendable, Equatable {
    public var text: String
    /// Nil: told from what it prints.
    public var format: TestFormat?
    /// The file that it writes its report to, relative to where it runs, where that is not what it prints.
    public var output: String?

    public init(text: String, format: TestFormat? = nil, output: String? = nil) {
        self.text = text
        self.format = format
        self.output = output
    }
}
