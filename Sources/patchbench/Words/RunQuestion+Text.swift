import Results

extension RunQuestion {
    /// What was asked, where that is more than to measure some stages.
    var text: String {
        guard let search else { return pairs.map { "\($0.before)..\($0.after)" }.joined(separator: " ") }
        let goal =
            switch search.goal {
            case .metric: search.text
            case .test: "test \(search.text)"
            case .command: "`\(search.text)`"
            }
        let scope = search.findsAll ? "all changes" : "one change"
        return "\(goal), \(scope) of at least \(search.minimumEffect) in \(search.range)"
    }
}
