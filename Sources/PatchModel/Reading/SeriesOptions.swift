struct SeriesOptionFailure: Error {
    let word: String
    let problem: SeriesOptionProblem
}

/// The options of patch(1) that may stand behind a patch's name in a quilt series.
struct SeriesOptions {
    var strip = 1
    var isReversed = false
    var fuzzLimit: Int?

    private enum Option {
        case strip, fuzz, reverse
        /// What is done anyhow, or only said.
        case harmless
        case refused(SeriesOptionProblem)
    }

    private static let short: [Character: Option] = [
        "p": .strip, "F": .fuzz, "R": .reverse, "E": .harmless, "N": .harmless, "f": .harmless, "s": .harmless,
        "u": .harmless, "l": .refused(.ignoresWhiteSpace), "d": .refused(.otherFiles), "i": .refused(.otherFiles),
        "o": .refused(.otherFiles), "r": .refused(.otherFiles), "b": .refused(.otherFiles),
        "B": .refused(.otherFiles), "V": .refused(.otherFiles), "Y": .refused(.otherFiles),
        "z": .refused(.otherFiles), "D": .refused(.otherwise), "c": .refused(.otherwise), "e": .refused(.otherwise),
        "n": .refused(.otherwise), "t": .refused(.otherwise), "Z": .refused(.otherwise), "T": .refused(.otherwise),
    ]

    private static let long: [String: Option] = [
        "strip": .strip, "fuzz": .fuzz, "reverse": .reverse, "remove-empty-files": .harmless,
        "forward": .harmless, "force": .harmless, "quiet": .harmless, "silent": .harmless,
        "unified": .harmless, "binary": .harmless, "ignore-whitespace": .refused(.ignoresWhiteSpace),
        "directory": .refused(.otherFiles), "input": .refused(.otherFiles), "output": .refused(.otherFiles),
        "reject-file": .refused(.otherFiles), "backup": .refused(.otherFiles), "ifdef": .refused(.otherwise),
        "merge": .refused(.otherwise), "context": .refused(.otherwise), "ed": .refused(.otherwise),
        "normal": .refused(.otherwise), "batch": .refused(.otherwise), "dry-run": .refused(.otherwise),
    ]

    mutating func take(_ words: ArraySlice<Bytes>) throws(SeriesOptionFailure) {
        var rest = words[...]
        while let word = rest.popFirst() {
            let text = word.text
            if text.hasPrefix("--") {
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let value = parts.dropFirst().first.map(String.init)
                try take(Self.long[String(parts[0].dropFirst(2))], word, value: value, &rest)
            } else {
                let name = text.hasPrefix("-") ? text.dropFirst().first : nil
                let value = String(text.dropFirst(2))
                try take(name.flatMap { Self.short[$0] }, word, value: value.isEmpty ? nil : value, &rest)
            }
        }
    }

    private mutating func take(
        _ option: Option?, _ word: Bytes, value: String?, _ rest: inout ArraySlice<Bytes>
    ) throws(SeriesOptionFailure) {
        switch option {
        case .strip: strip = try number(value, word, &rest, limit: 99)
        case .fuzz: fuzzLimit = try number(value, word, &rest, limit: 1000)
        case .reverse where value == nil: isReversed = true
        case .harmless where value == nil: break
        case .refused(let problem): throw SeriesOptionFailure(word: word.excerpt, problem: problem)
        case .reverse, .harmless, nil: throw SeriesOptionFailure(word: word.excerpt, problem: .unknown)
        }
    }

    /// Next to its option, behind `=`, or the next word.
    private func number(
        _ value: String?, _ word: Bytes, _ rest: inout ArraySlice<Bytes>, limit: Int
    ) throws(SeriesOptionFailure) -> Int {
        let text = value.map { Array($0.utf8)[...] } ?? rest.popFirst() ?? []
        guard let (number, tail) = text.leadingNumber, tail.isEmpty, number <= limit else {
            throw SeriesOptionFailure(word: word.excerpt, problem: .badNumber)
        }
        return number
    }
}
