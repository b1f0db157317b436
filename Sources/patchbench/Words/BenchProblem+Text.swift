import Input
import Outputs

extension BenchProblem {
    var text: String {
        switch self {
        case .noMetric:
            "the bench command prints no metric; it must print lines such as "
                + #"{"metric":"alloc","parameters":{"size":32},"unit":"cycles","value":365,"better":"less"}"#
                + ", or what `format` or `pattern` in \(Plan.fileName) says"
        case .noOutput(let path): "the bench command left no \(path), which `output` in \(Plan.fileName) names"
        case .noValue(_, let first): first.text
        case .badLine(let number, let text, let reason):
            "line \(number) of what the bench command prints \(reason.text): \(text)"
        }
    }
}

extension BadBenchLine {
    var text: String {
        switch self {
        case .notAnObject: "is not a JSON object"
        case .notJSON: "is not JSON"
        case .notANumber(let word): "has \u{201C}\(word)\u{201D} where a number must be"
        case .failed(let reason): "says that the benchmark failed (\(reason))"
        case .contradicts(let conflict): "contradicts an earlier one (\(conflict.text))"
        case .doubleKey(let key): "has \"\(key)\" twice"
        case .another(let earlier, let keys): Self.another(than: earlier, keys)
        case .beyond(let limit): "goes beyond what is read (\(limit.text))"
        case .missing(let key): "has no \"\(key)\""
        case .wrongType(let key): "has a \"\(key)\" of the wrong type"
        }
    }

    private static func another(than line: Int, _ keys: [String]) -> String {
        guard !keys.isEmpty else {
            return "has the metric of line \(line) in other words: a group of the pattern must tell the two apart, "
                + "such as (?<benchmark>\\w+), or be called (?<repetition>…) where that is what it is"
        }
        let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
        return "has the metric of line \(line) with another \(names): what tells benchmarks apart belongs in "
            + "\"parameters\", the number of a repetition in \"repetition\", and the rest in an object of its own"
    }
}

extension BenchLimit {
    fileprivate var text: String {
        switch self {
        case .line: "\(count) bytes of a line"
        case .document: "\(count) bytes of a document"
        case .patternLine: "\(count) bytes of a line that a pattern matches"
        case .patternSteps: "\(count) steps of a pattern"
        case .metrics: "\(count) metrics"
        case .values: "\(count) values"
        }
    }
}
