import Input
import Outputs
import Workbench

/// What came of trying a plan, a line each.
struct TrialListing {
    let trial: PlanTrial

    var lines: [String] {
        ["tried on the base:"] + [build, tests, bench, limits].compactMap { $0 }.map { "  " + $0 } + [series]
    }

    private var build: String? { trial.lacksBuild ? "does not build" : trial.build.map { "builds in \($0.text)" } }

    private var tests: String? {
        guard let tests = trial.tests else { return nil }
        let failed = tests.filter(\.isUnexpectedFailure)
        let names = failed.prefix(3).map(\.name) + (failed.count > 3 ? ["\(failed.count - 3) more"] : [])
        return "\(TestCounts(tests).text) in \(trial.testing.text)"
            + (failed.isEmpty ? "" : "; without any patch there fail: \(names.joined(separator: ", "))")
    }

    private var bench: String? {
        guard let samples = trial.measured?.samples, !samples.isEmpty else { return nil }
        let shown = samples.prefix(3).map { "\($0.metric) \(Quantity(value: $0.value, unit: $0.metric.unit).text)" }
        return "measures " + shown.joined(separator: ", ")
            + (samples.count > 3 ? " and \(counted(samples.count - 3, "metric")) more" : "")
    }

    private var limits: String? {
        trial.limits == SeriesPlan.Limits()
            ? nil : "commands may run three times as long as these did: \(trial.limits.planLine)"
    }

    private var series: String {
        let count = counted(trial.patches, "patch", plural: "patches")
        let isWhole = !trial.problems.contains { if case .doesNotApply = $0.cause { true } else { false } }
        return isWhole ? "the series has \(count), and all apply" : "the series has \(count), and not all apply"
    }
}
