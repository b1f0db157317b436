import Outputs

extension OutputReading.Problem {
    /// Of the file, from 1; nil where it is none of one line.
    var line: Int? {
        switch self {
        case .missing(let metric): metric.line
        case .bench(let problem): problem.line
        case .test(let problem): problem.line
        case .unread(let line, _): line
        case .nothing: nil
        }
    }

    var message: String {
        switch self {
        case .missing(let missing):
            "\(missing.subject): \(missing.reason.word)" + (missing.message.map { " (\($0))" } ?? "")
        case .bench(let problem): problem.text
        case .test(let problem): problem.words
        case .unread(_, let text): "looks like a report that is not understood: \(text)"
        case .nothing: "there is no metric and no test that is understood"
        }
    }
}

extension BenchProblem {
    fileprivate var line: Int? {
        switch self {
        case .badLine(let number, _, _): number
        case .noValue(_, let first): first.line
        case .noMetric, .noOutput: nil
        }
    }
}
