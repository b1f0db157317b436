import ArgumentParser

struct RebuildsOption: ParsableArguments {
    @Option(
        name: .customLong("rebuilds"),
        help: ArgumentHelp(
            "Build each stage so many times and measure the builds in turn, so that code layout is no "
                + "part of the answer.",
            valueName: "n"))
    var count: Int = 1

    func validate() throws {
        guard (1...99).contains(count) else { throw ValidationError("--rebuilds must be from 1 to 99, not \(count).") }
    }
}
