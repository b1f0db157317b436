import ArgumentParser
import Input

struct RebuildsOption: ParsableArguments {
    @Option(
        name: .customLong("rebuilds"),
        help: ArgumentHelp(
            "Build each stage so many times and measure the builds in turn, so that code layout is no part of the "
                + "answer; auto: a build a round, until all is told (default: as patchbench.yaml says for verdicts, "
                + "else 1).",
            valueName: "n|auto"))
    var word: String?

    var choice: Rebuilds? { word.flatMap { Rebuilds($0) } }

    /// Where the answer decides nothing, so that it cannot decide how many there are.
    var fixed: Int {
        get throws {
            switch choice ?? .times(1) {
            case .times(let count): return count
            case .eachRound:
                throw ValidationError("--rebuilds auto builds until verdicts are told: give a number here.")
            }
        }
    }

    func validate() throws {
        guard let word, choice == nil else { return }
        throw ValidationError("--rebuilds must be from 1 to 99, or auto, not \(word).")
    }
}
