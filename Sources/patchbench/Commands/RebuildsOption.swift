import ArgumentParser

struct RebuildsOption: ParsableArguments {
    @Option(
        name: .customLong("rebuilds"),
        help: ArgumentHelp(
            "Build each stage so many times and measure the builds in turn, so that code layout is no part of the "
                + "answer; auto: a build a round, until all is told.",
            valueName: "n|auto"))
    var word: String = "1"

    var isAuto: Bool { word == "auto" }

    var number: Int { Int(word) ?? 1 }

    /// Where the answer decides nothing, so that it cannot decide how many there are.
    var fixed: Int {
        get throws {
            guard isAuto else { return number }
            throw ValidationError("--rebuilds auto builds until verdicts are told: give a number here.")
        }
    }

    func validate() throws {
        guard isAuto || Int(word).map((1...99).contains) == true else {
            throw ValidationError("--rebuilds must be from 1 to 99, or auto, not \(word).")
        }
    }
}
