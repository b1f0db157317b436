import Input
import Outputs

extension SeriesPlan {
    /// The output with the directions that the plan gives to metrics.
    func directed(_ output: BenchOutput) -> BenchOutput {
        guard !better.isEmpty else { return output }
        var directed = output
        directed.samples = output.samples.map { sample in
            guard let rule = better.first(where: { $0.pattern.matches(sample.metric) }) else { return sample }
            let metric = Metric(
                name: sample.metric.name, parameters: sample.metric.parameters, unit: sample.metric.unit,
                better: rule.better)
            return (metric, sample.value)
        }
        return directed
    }
}
