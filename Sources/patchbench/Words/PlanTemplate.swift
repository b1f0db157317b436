import GitStore
import Input
import Outputs
import Workbench

/// The text of a first `patchbench.yaml`, every line explained.
struct PlanTemplate {
    let series: [SeriesEntry]
    let buildSystem: BuildSystem?
    var topic: Topic?
    /// How the project is measured: one of the build system's ways, by its place among them.
    var bench = 0
    var limits = SeriesPlan.Limits()

    private var chosen: BuildSystem.Bench? {
        buildSystem.flatMap { $0.benches.indices.contains(bench) ? $0.benches[bench] : nil }
    }

    /// Whether the project is built in another way for how it is measured.
    var buildsForBench: Bool { chosen?.build != nil }

    var text: String {
        let head = """
            # The series that patchbench works on; the first is the default. `patchbench run` applies, builds, tests and
            # measures every stage of it.

            series:

            """
        guard let first = series.first else { return head }
        let commands = commandLines(explained: false)
        let others = series.dropFirst().flatMap { entry in
            ["", "\(entry.name):"] + (entry.sourceLines + commands).map { "  " + $0 }
        }
        return head + (explained(first) + others).map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined()
    }

    private func explained(_ entry: SeriesEntry) -> [String] {
        let base =
            entry.baseText.map {
                item(
                    "The tree that the series begins with: a folder, or a revision, {git: PATH, rev: v6.1}.",
                    "base: \($0)")
            } ?? []
        let lines =
            base
            + item(
                topic.map(Self.words)
                    ?? "The patches: a quilt folder, mailbox, maildir, mails, diffs, or commits, "
                    + "{git: PATH, range: v1..v2}.",
                "patches: \(entry.patchesText)") + commandLines(explained: true)
        return ["\(entry.name):"] + lines.map { "  " + $0 }
    }

    private static func words(_ topic: Topic) -> String {
        switch topic.kind {
        case .branch(let other): "The patches: the commits that the branch has and \(other) has not."
        case .latest(let count):
            "The patches: \(count == 1 ? "the last commit" : "the last \(count) commits"); "
                + "choose others as in git, such as v1..v2."
        }
    }

    /// The lines that say how a stage is built, tested and measured, as they stand below the series' name.
    func commandLines(explained: Bool) -> [String] {
        let items =
            buildItems + [
                keepItem, testItem, benchItem,
                Item(
                    "Names the compiler: when what it prints changes, stages are built again.",
                    "toolchain: \(plain(buildSystem?.toolchain ?? "cc --version"))", isOn: buildSystem != nil),
                Item("How long a command may run, in seconds.", limits.planLine, isOn: limits != SeriesPlan.Limits()),
            ]
        return items.flatMap {
            explained
                ? item($0.comment, $0.line, isOn: $0.isOn)
                : $0.isOn ? $0.line.split(separator: "\n").map(String.init) : []
        }
    }

    private struct Item {
        let comment: String
        let line: String
        let isOn: Bool

        init(_ comment: String, _ line: String, isOn: Bool) {
            (self.comment, self.line, self.isOn) = (comment, line, isOn)
        }
    }

    private func item(_ comment: String, _ text: String, isOn: Bool = true) -> [String] {
        wrapped("# " + comment, to: 110).enumerated().map { $0 == 0 ? $1 : "# " + $1 }
            + text.split(separator: "\n").map { (isOn ? "" : "# ") + $0 }
    }

    private var buildItems: [Item] {
        let comment =
            "Builds a stage: a command, or a list of them, run in the stage's work tree."
            + (buildSystem.map { " Found: \($0.name), by \($0.file)." } ?? "")
        guard let commands = chosen?.build ?? buildSystem?.build, !commands.isEmpty else {
            return [Item(comment, "build: make -j2", isOn: false)]
        }
        let text = commands.count == 1 ? " " + plain(commands[0]) : commands.map { "\n  - " + plain($0) }.joined()
        return [Item(comment, "build:" + text, isOn: true)]
    }

    private var keepItem: Item {
        let keep = buildSystem?.keep ?? []
        return Item(
            "Files that a build leaves and that are all that tests and benchmarks need: kept, so that no stage is "
                + "built twice."
                + (keep.isEmpty ? " Without it both run in the stage's tree, which is built again for them." : ""),
            keep.isEmpty ? "keep: [out/program]" : "keep: [\(keep.map(plain).joined(separator: ", "))]",
            isOn: !keep.isEmpty)
    }

    private var testItem: Item {
        guard let test = buildSystem?.test else {
            return Item(
                "Tests a stage: prints TAP or KTAP, or only ends with a status.", "test: ./run-tests", isOn: false)
        }
        guard let format = test.format else {
            return Item(
                "Tests a stage: its exit status is the result, or each test's where it prints TAP.",
                "test: \(plain(test.text))", isOn: true)
        }
        return Item(
            "Tests a stage: each test has a result in the report.",
            mapping("test", test.text, TestFormat.named.first { $0.value == format }?.name, test.output), isOn: true)
    }

    private var benchItem: Item {
        guard let chosen else {
            return Item(
                #"Measures a stage: prints lines {"metric":"time","unit":"s","value":1.5,"better":"less"}."#,
                "bench: ./run-benchmarks", isOn: false)
        }
        let (kind, command) = (chosen.kind, chosen.command)
        let format = command.format.flatMap { format in BenchFormat.named.first { $0.value == format }?.name }
        return Item(kind.comment, mapping("bench", command.text, format, command.output), isOn: true)
    }

    private func mapping(_ key: String, _ command: String, _ format: String?, _ output: String?) -> String {
        let parts =
            ["command: \(flow(command))"]
            + [format.map { "format: \($0)" }, output.map { "output: \(flow($0))" }]
            .compactMap(\.self)
        return "\(key): {\(parts.joined(separator: ", "))}"
    }

    /// A scalar of YAML that has a line for itself.
    private func plain(_ text: String) -> String {
        let isPlain =
            !text.contains(": ") && !text.contains(" #") && !text.contains("'") && !text.hasSuffix(":")
            && text.first.map { $0.isLetter || $0 == "/" || $0 == "." } ?? false
        return isPlain ? text : SeriesEntry.quoted(text)
    }

    /// A scalar of YAML within braces.
    private func flow(_ text: String) -> String {
        text.contains { "{}[],".contains($0) } ? "'" + text.replacing("'", with: "''") + "'" : plain(text)
    }
}

extension BuildSystem.Bench.Kind {
    fileprivate var comment: String {
        switch self {
        case .googleBenchmark: "Measures a stage: a program made with Google Benchmark."
        case .pytestBenchmark: "Measures a stage: the tests that use pytest-benchmark."
        case .criterion: "Measures a stage: a benchmark made with criterion."
        case .go: "Measures a stage: the benchmarks of go's tests."
        case .hyperfine: "Measures a stage: a script that lets hyperfine measure."
        case .target: "Measures a stage: how long this target takes as a whole, its CPU time and its memory."
        case .tests:
            "Measures a stage: how long the tests take as a whole, their CPU time and memory. A benchmark of its own "
                + "tells more: one that prints {\"metric\":\"time\",\"unit\":\"s\",\"value\":1.5,\"better\":\"less\"}."
        }
    }
}

extension SeriesPlan.Limits {
    /// Its line in a plan.
    var planLine: String {
        let times = [("build", build), ("test", test), ("bench", bench)]
        return "limits: {\(times.map { "\($0): \($1.components.seconds)" }.joined(separator: ", "))}"
    }
}
