import Judging
import Outputs

extension MissingMetric {
    /// The metric: `alloc(size=32)`.
    var subject: String { Metric(name: metric, parameters: parameters, unit: "", better: .unknown).description }
}

extension MissingMetric.Reason {
    /// As people and programs read it.
    var word: String {
        switch self {
        case .notPrinted: "not printed"
        case .noNumber: "no number"
        case .skipped, .failed: rawValue
        }
    }
}

extension StageMissing {
    /// Whether it says more than that the stage could not be measured, which is a problem of its own.
    var isTold: Bool { metric.reason != .failed || metric.line != nil }

    /// One line: `alloc(size=32) at stage 3: skipped, line 7 (why)`.
    var text: String {
        let place = metric.line.map { ", line \($0)" } ?? ""
        return "\(metric.subject) at stage \(stage): \(metric.reason.word)\(place)"
            + (metric.message.map { " (\($0))" } ?? "")
    }
}
