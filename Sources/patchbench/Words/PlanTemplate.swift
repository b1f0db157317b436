import Input
import Workbench

/// The text of a first `patchbench.yaml`, every line explained.
struct PlanTemplate {
    let series: [SeriesEntry]
    let buildSystem: BuildSystem?

    var text: String {
        let head = """
            # The series that patchbench works on; the first is the default. `patchbench run` applies, builds, tests and
            # measures every stage of it.

            series:

            """
        guard let first = series.first else { return head }
        return head
            + (explained(first) + series.dropFirst().flatMap(plain)).map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined()
    }

    private func explained(_ entry: SeriesEntry) -> [String] {
        ["\(entry.name):"]
            + item(
                "The tree that the series begins with: a folder, or a revision, {git: PATH, rev: v6.1}.",
                "base: \(entry.baseText)")
            + item(
                "The patches: a quilt folder, mailbox, maildir, mails, diffs, or commits, {git: PATH, range: v1..v2}.",
                "patches: \(entry.patchesText)")
            + item(
                "Builds a stage: a command, or a list of them, run in the stage's work tree."
                    + (buildSystem.map { " Found: \($0.name)." } ?? ""),
                "build: \(build)", isOn: buildSystem != nil)
            + item(
                "Files that a build leaves and tests and benchmarks need: kept, so that no stage is built twice.",
                "keep: [out/program]", isOn: false)
            + item(
                "Tests a stage: prints TAP or KTAP, or only ends with a status.",
                "test: \(buildSystem?.test ?? "./run-tests")", isOn: buildSystem?.test != nil)
            + item(
                #"Measures a stage: prints lines {"metric":"time","unit":"s","value":1.5,"better":"less"}."#,
                "bench: ./run-benchmarks", isOn: false)
            + item(
                "Names the compiler: when what it prints changes, stages are built again.",
                "toolchain: \(buildSystem?.toolchain ?? "cc --version")", isOn: buildSystem != nil)
            + item(
                "How long a command may run, in seconds.", "limits: {build: 1800, test: 600, bench: 600}", isOn: false)
    }

    private func item(_ comment: String, _ line: String, isOn: Bool = true) -> [String] {
        ["  # " + comment, (isOn ? "  " : "  # ") + line]
    }

    private func plain(_ entry: SeriesEntry) -> [String] {
        var lines = ["", "\(entry.name):", "  base: \(entry.baseText)", "  patches: \(entry.patchesText)"]
        if let buildSystem {
            lines.append("  build: \(build)")
            if let test = buildSystem.test { lines.append("  test: \(test)") }
            lines.append("  toolchain: \(buildSystem.toolchain)")
        }
        return lines
    }

    private var build: String {
        guard let commands = buildSystem?.build else { return "make -j2" }
        return commands.count == 1 ? commands[0] : "[" + commands.map { "'\($0)'" }.joined(separator: ", ") + "]"
    }
}
