import ArgumentParser
import PatchModel

/// A word that stands where a verb should.
struct UnknownVerb: Error {
    let word: String

    /// - Throws: itself, where the first argument is no verb.
    static func check(_ arguments: [String]) throws {
        guard let word = arguments.first, !word.hasPrefix("-"), word != "help", !names.contains(word) else { return }
        throw UnknownVerb(word: word)
    }

    static var names: [String] { Patchbench.configuration.subcommands.map { $0._commandName } }

    var lines: [String] {
        let nearest = Self.names.min { editDistance(word, $0) < editDistance(word, $1) }
        let isNear = nearest.map { editDistance(word, $0) <= max(1, word.count / 2) } ?? false
        return [
            "there is no verb \u{201C}\(word)\u{201D}",
            (isNear ? "did you mean \u{201C}\(nearest!)\u{201D}? " : "") + "`patchbench --help` lists them",
        ]
    }
}
