/// The command that measures a stage.
public struct BenchCommand: Sendable, Equatable {
    public var text: String
    /// Nil: told from what it prints.
    public var format: BenchFormat?
    /// The file, or for criterion the folder, that it writes its results to, relative to where it runs, where that is
    /// not what it prints.
    public var output: String?
    /// Whether the instructions that it executes are counted, too.
    public var countsInstructions = false

    public init(text: String, format: BenchFormat? = nil, output: String? = nil) {
        self.text = text
        self.format = format
        self.output = output
    }
}
