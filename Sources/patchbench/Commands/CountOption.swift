import ArgumentParser

struct CountOption: ParsableArguments {
    @Option(
        name: .customLong("count"),
        help: ArgumentHelp(
            "Count what the bench executes, beside measuring it: instructions, with perf or valgrind; or none "
                + "(default: as patchbench.yaml says, else none).", valueName: "what"))
    var what: What?

    enum What: String, ExpressibleByArgument, CaseIterable { case instructions, none }

    /// Nil where the plan says it.
    var counts: Bool? { what.map { $0 == .instructions } }
}
