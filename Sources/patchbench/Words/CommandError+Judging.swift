import Judging

extension CommandError {
    /// What is wrong with a claim, or with what a search was asked for.
    static func lines(for error: JudgingError) -> [String] {
        switch error {
        case .badClaim(let claim, let problem, let file, let line):
            [
                "\(file)\(line.map { ":\($0)" } ?? ""): the claim \u{201C}\(claim)\u{201D}: \(text(of: problem))",
                "a claim is `alloc(size>=1024) -15%`, `alloc, free unchanged`, `alloc +40% at most`, `test NAME` or "
                    + "`same-behaviour`",
            ]
        case .notOneMetric(let pattern, let metrics):
            [
                "\(pattern) is "
                    + "\(metrics.contains(where: pattern.matches) ? "more than one metric" : "no metric") of these:"
            ] + metrics.map { "  \($0)" } + ["name one of them"]
        case .noSuchTest(let name, let known):
            ["no test \u{201C}\(name)\u{201D} on any stage that was tried", choice(for: name, among: known)]
        }
    }

    private static func text(of problem: ClaimProblem) -> String {
        switch problem {
        case .unknownForm: "it has none of the forms that a claim can have"
        case .metrics(.badMetric(let text)): "\u{201C}\(text)\u{201D} is no metric"
        case .metrics(.badCondition(let text)): "\u{201C}\(text)\u{201D} is no condition on a parameter"
        case .impossibleShare: "it must be a change, by more than 0% and not a fall by 100% or more"
        }
    }
}
