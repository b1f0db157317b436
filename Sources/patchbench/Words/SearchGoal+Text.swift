import Judging

extension SearchRequest.Goal {
    /// What is looked for, in words.
    var text: String {
        switch self {
        case .metric(let pattern): pattern.description
        case .test(let name): "test \(name)"
        case .command(let command): "`\(command)`"
        }
    }
}
