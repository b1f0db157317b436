import Foundation
import Machine
import Outputs
import Yams

/// The commands that test and measure: a text, or a mapping that also says what they print.
extension PlanReader {
    private static let testKeys = ["command", "format", "output"]
    private static let exploreKeys = ["build", "keep", "test"]
    private static let virtualKeys = ["build", "keep", "bench"]
    private static let benchKeys = [
        "command", "format", "output", "pattern", "values", "metric", "unit", "better", "pin", "metrics", "conditions",
        "count",
    ]

    func testCommand(_ node: Node) throws(InputError) -> TestCommand {
        guard node.mapping != nil else { return TestCommand(text: try string(node, key: "test")) }
        let entries = try mapping(node, key: "test")
        try check(keysOf: entries, known: Self.testKeys)
        var command = TestCommand(text: try commandText(entries, of: "test", at: node))
        if let format = entries["format"] {
            command.format = try choice(format, key: "format", among: TestFormat.named)
        }
        command.output = try outputPath(entries)
        return command
    }

    func exploreCommands(_ node: Node) throws(InputError) -> ExploreCommands {
        let entries = try mapping(node, key: "explore")
        try check(keysOf: entries, known: Self.exploreKeys)
        guard let test = entries["test"] else { throw problem(.missingKey("test", in: "explore"), at: node.mark) }
        return ExploreCommands(
            build: try strings(entries["build"], key: "build"), keep: try keptFiles(entries["keep"]),
            test: try testCommand(test))
    }

    func virtualCommands(_ node: Node) throws(InputError) -> VirtualCommands {
        let entries = try mapping(node, key: "virtual")
        try check(keysOf: entries, known: Self.virtualKeys)
        guard let bench = entries["bench"] else { throw problem(.missingKey("bench", in: "virtual"), at: node.mark) }
        return VirtualCommands(
            build: try strings(entries["build"], key: "build"), keep: try keptFiles(entries["keep"]),
            bench: try benchCommand(bench))
    }

    func benchCommand(_ node: Node) throws(InputError) -> BenchCommand {
        guard node.mapping != nil else { return BenchCommand(text: try string(node, key: "bench")) }
        let entries = try mapping(node, key: "bench")
        try check(keysOf: entries, known: Self.benchKeys)
        var command = BenchCommand(text: try commandText(entries, of: "bench", at: node))
        if let pattern = entries["pattern"] {
            command.format = .patterns(try linePatterns(pattern, entries))
            if let format = entries["format"] { throw problem(.patternWithFormat, at: format.mark) }
        } else {
            for key in ["values", "metric", "unit", "better"] {
                if let value = entries[key], key != "better" || value.scalar != nil {
                    throw problem(.withoutPattern(key), at: value.mark)
                }
            }
        }
        if let format = entries["format"] {
            command.format = try choice(format, key: "format", among: BenchFormat.named)
        }
        command.output = try outputPath(entries)
        if let count = entries["count"] {
            command.countsInstructions = try choice(
                count, key: "count", among: [("instructions", true), ("none", false)])
        }
        return command
    }

    /// Which CPUs a bench runs on, where the mapping says it.
    func pinning(_ node: Node?) throws(InputError) -> Pinning {
        guard let pin = node?.mapping?["pin"] else { return .none }
        let text = try string(pin, key: "pin")
        guard let pinning = Pinning(text) else { throw problem(.badPinning(text), at: pin.mark) }
        return pinning
    }

    private func commandText(_ entries: Node.Mapping, of key: String, at node: Node) throws(InputError) -> String {
        guard let text = try optionalString(entries, "command") else {
            throw problem(.missingKey("command", in: nil), at: node.mark)
        }
        return text
    }

    private func outputPath(_ entries: Node.Mapping) throws(InputError) -> String? {
        guard let path = try optionalString(entries, "output") else { return nil }
        guard isInside(path) else { throw problem(.outputOutside(path), at: entries["output"]?.mark) }
        return path
    }

    func choice<Value>(
        _ node: Node, key: String, among known: [(name: String, value: Value)]
    ) throws(InputError) -> Value {
        let word = try string(node, key: key)
        guard let found = known.first(where: { $0.name == word }) else {
            throw problem(.unknownValue(word, of: key, known: known.map(\.name)), at: node.mark)
        }
        return found.value
    }
}
