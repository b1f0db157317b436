import Foundation
import Judging
import Statistics

extension SearchProgress {
    /// `run 7, stage 3: 8; patch 3 62%, patch 2 20%, no change 1%`.
    func line(_ stage: StageLabel, _ reading: Bisection.Reading) -> String {
        let before = found.isEmpty ? [] : ["found \(found.map(String.init).joined(separator: " and "))"]
        let likely = likeliest.map { "patch \($0.patch) \(sharePercent($0.probability))" }
        let none = noChange.map { ["no change \(sharePercent($0))"] } ?? []
        let beliefs = (before + likely + none).joined(separator: ", ")
        return "run \(runs), stage \(stage.number): \(reading.text)\(beliefs.isEmpty ? "" : "; " + beliefs)"
    }
}

extension Bisection.Reading {
    /// `1234.5`, `passes`
    var text: String {
        switch self {
        case .metric(let value): String(format: "%g", value)
        case .passed: "passes"
        case .failed: "fails"
        case .untestable: "cannot be tested"
        }
    }
}
